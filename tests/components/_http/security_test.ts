import { assertEquals, assertStringIncludes } from "@std/assert";
import { errorOf, TestSite } from "./fixture.ts";

const HOSTED = ["--origin=https://book.example"];

Deno.test("every answer carries the policy, whatever it is", async () => {
  using site = new TestSite();
  for (const path of ["/", "/assets/book-1234.css", "/api/progress", "/healthz", "/nowhere", "/api/nowhere"]) {
    const { headers } = await site.fetch(path);
    assertEquals(
      headers.get("content-security-policy"),
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
      path,
    );
    assertEquals(headers.get("x-content-type-options"), "nosniff", path);
    assertEquals(headers.get("referrer-policy"), "same-origin", path);
    assertEquals(headers.get("cross-origin-opener-policy"), "same-origin", path);
    assertEquals(headers.get("cross-origin-resource-policy"), "same-origin", path);
    assertEquals(headers.get("cross-origin-embedder-policy"), "require-corp", path);
    assertEquals(headers.get("strict-transport-security"), null, path);
    assertEquals(headers.get("access-control-allow-origin"), null, path);
  }
});

Deno.test("a thread made from our own script may compile WebAssembly, and no page may", async () => {
  using site = new TestSite();
  const policy = (await site.fetch("/assets/loader-1234.js")).headers.get("content-security-policy");
  const ofPages = (await site.fetch("/")).headers.get("content-security-policy");
  assertEquals(policy?.replace(" 'wasm-unsafe-eval'", ""), ofPages);
  assertStringIncludes(policy ?? "", "script-src 'self' 'wasm-unsafe-eval';");
});

Deno.test("only hosted mode insists on TLS for the future", async () => {
  using site = new TestSite({ flags: HOSTED });
  assertEquals((await site.fetch("/")).headers.get("strict-transport-security"), "max-age=31536000");
});

for (
  const [what, headers, status] of [
    ["from our own page", { "sec-fetch-site": "same-origin" }, 200],
    ["from another site", { origin: "https://evil.example" }, 403],
    ["from another site that hides its name", { origin: "null" }, 403],
    ["from another port of this machine", { origin: "http://127.0.0.1:3000" }, 403],
    ["that the browser calls cross-site", { "sec-fetch-site": "cross-site" }, 403],
    ["that the browser calls same-site", { "sec-fetch-site": "same-site" }, 403],
    ["typed into the address bar", { "sec-fetch-site": "none" }, 403],
  ] as const
) {
  Deno.test(`a write ${what} is answered ${status}`, async () => {
    using site = new TestSite();
    const body = JSON.stringify({ code: "", baseVersion: 0 });
    const response = await site.fetch("/api/drafts/first-overlap", { method: "PUT", body, headers });
    assertEquals(response.status, status);
    assertEquals(await site.progress.draft("local", "first-overlap") !== null, status === 200);
    await response.body?.cancel();
  });
}

Deno.test("a local book does not answer under a name that only points here", async () => {
  using site = new TestSite();
  const response = await site.fetch("http://evil.example/api/progress");
  assertEquals(response.status, 421);
  assertStringIncludes(await errorOf(response), "not to evil.example");
  for (const name of ["127.0.0.1", "localhost", "[::1]"]) {
    assertEquals((await site.fetch(`http://${name}:8000/api/progress`)).status, 200, name);
  }
});

Deno.test("a hosted book makes nothing of the host that it is asked for", async () => {
  using site = new TestSite({ flags: HOSTED });
  const response = await site.fetch("http://10.1.2.3:8000/", { headers: { "x-forwarded-host": "evil.example" } });
  assertEquals(response.status, 200);
  assertEquals((await response.text()).includes("evil.example"), false);
  const write = await site.fetch("http://10.1.2.3:8000/api/learner/phrase", {
    method: "POST",
    headers: { origin: "http://10.1.2.3:8000" },
  });
  assertEquals(write.status, 403, "our origin is the configured one, not what the host header says");
});
