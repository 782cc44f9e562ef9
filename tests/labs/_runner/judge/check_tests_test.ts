import { assertEquals, assertMatch, assertThrows, fail } from "@std/assert";
import { checkTests } from "../../../../labs/_runner/judge/check_tests.ts";
import type { Evidence } from "../../../../labs/_runner/judge/judge_messages.ts";
import { refuse } from "../../../../labs/_runner/judge/refuse.ts";
import type { LabTest } from "../../../../labs/_runner/lab.ts";

const EVIDENCE: Evidence = {
  scenario: 0,
  input: 7,
  observation: { calls: "nonsense" },
  trace: { version: 1, clock: "monotonic", events: [], truncated: false },
  reference: "real",
};

function reportOf(check: LabTest<unknown, { calls: string[] }>["check"]) {
  const [report] = checkTests(
    { input: () => 7, tests: [{ name: "a claim", check } as LabTest<unknown, unknown>] },
    EVIDENCE,
  );
  return report!;
}

Deno.test("a check that returns has passed, and sees observation, input, trace and reference", () => {
  const report = reportOf((observation, context) => {
    assertEquals([observation, context.input, context.trace, context.reference], [
      EVIDENCE.observation,
      7,
      EVIDENCE.trace,
      "real",
    ]);
  });
  assertEquals(report, { name: "a claim", status: "passed", message: "" });
});

Deno.test("a refusal becomes what was expected, what happened, where to look and when", () => {
  const report = reportOf(() =>
    refuse({ expected: "two calls", happened: "one came", look: "Look there.", traceAt: 3 })
  );
  assertEquals(report, {
    name: "a claim",
    status: "failed",
    message: "Expected two calls, but one came.",
    hint: "Look there.",
    traceAt: 3,
  });
});

Deno.test("any failed assertion is a refusal in its own words", () => {
  assertEquals(reportOf(() => fail("no")).message.includes("no"), true);
});

for (
  const [engineError, check] of [
    ["a TypeError", (observation: { calls: string[] }) => void observation.calls.map(String)],
    ["a RangeError", () => void "x".repeat(-1)],
    ["a SyntaxError", () => void JSON.parse("nonsense")],
  ] as const
) {
  Deno.test(`${engineError} over a stranger's data fails the test: nonsense cannot turn a fail into a fault`, () => {
    const report = reportOf(check);
    assertEquals(report.status, "failed");
    assertMatch(report.message, /not the shape/);
  });
}

Deno.test("any other error is the judge's own fault and is thrown on", () => {
  assertThrows(
    () =>
      reportOf(() => {
        throw new Error("the author forgot a case");
      }),
    Error,
    "forgot a case",
  );
});
