import { assert, assertEquals, assertFalse, assertStringIncludes } from "@std/assert";
import { reportResult, wrap } from "../../../labs/_cli/report.ts";
import type { RunResult } from "../../../labs/_runner/protocol.ts";

const RESULT: RunResult = {
  version: 1,
  runId: "r",
  labId: "first-overlap",
  mode: "grade",
  seed: 7,
  outcome: "failed",
  message: "One of three tests failed.",
  tests: [
    { name: "all three calls are in flight at once", status: "passed", message: "" },
    {
      name:
        "a failing eta leaves the rest of the page standing, with eta null, whatever order the three answers come in",
      status: "failed",
      message: "Expected a page with eta null, but trackingPage rejected with Error: eta is down.",
      hint: "Look at what happens to a rejection on its way to the page.",
    },
    { name: "nothing is called twice", status: "not-run", message: "" },
  ],
  durationMs: 12,
  cpuMs: 10,
  truncated: false,
};

Deno.test("a report fits in 80 columns, however long the names", () => {
  const lines = reportResult(RESULT, { colour: false }).split("\n");
  assertEquals(lines.filter((line) => line.length > 80), []);
});

Deno.test("a report without colour holds no escape code, and one with colour has the same words", () => {
  const plain = reportResult(RESULT, { colour: false });
  const coloured = reportResult(RESULT, { colour: true });
  assertFalse(plain.includes("\x1b"));
  assert(coloured.includes("\x1b[31m"));
  assertStringIncludes(plain, "✗ a failing eta");
});

Deno.test("a report tells passed, failed and not-run apart without colour, with reason and hint", () => {
  const plain = reportResult(RESULT, { colour: false });
  for (
    const words of [
      "✓ all three",
      "✗ a failing",
      "· nothing is called twice (not run)",
      "trackingPage rejected",
      "Look at what",
    ]
  ) {
    assertStringIncludes(plain, words);
  }
  assertStringIncludes(plain, "1 of 3 tests passed. Seed 7.");
});

Deno.test("wrapping keeps every word and the hanging indent", () => {
  const text = Array.from({ length: 60 }, (_, index) => `word${index}`).join(" ");
  const lines = wrap(`  ${text}`, "    ");
  assertEquals(lines.map((line) => line.trim()).join(" "), text);
  assert(lines.slice(1).every((line) => line.startsWith("    ")));
});
