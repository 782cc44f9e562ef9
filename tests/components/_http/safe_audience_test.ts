import { assertStringIncludes, assertThrows } from "@std/assert";
import { CannotStart } from "../../../components/_http/cannot_start.ts";
import { requireSafeAudience } from "../../../components/_http/safe_audience.ts";
import { readSettings } from "../../../components/_http/settings.ts";

const REJECTED = [{
  reason: "Sandbox level strong does not start: install bubblewrap (`apt-get install bubblewrap`).",
}];
const HOSTED = readSettings(["--host=0.0.0.0", "--origin=https://book.example"]);

Deno.test("strangers are not served without a sandbox, and the refusal names the command that gives one", () => {
  const error = assertThrows(() => requireSafeAudience(HOSTED, { level: "none", rejected: REJECTED }), CannotStart);
  assertStringIncludes(error.message, "one learner on this machine only");
  assertStringIncludes(error.message, "apt-get install bubblewrap");
});

Deno.test("strangers are served with one, and this machine's own user without", () => {
  requireSafeAudience(HOSTED, { level: "strong", rejected: [] });
  requireSafeAudience(HOSTED, { level: "good", rejected: REJECTED });
  requireSafeAudience(readSettings([]), { level: "none", rejected: REJECTED });
});
