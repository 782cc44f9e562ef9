import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { planRun } from "../../../../labs/_runner/judge/plan.ts";
import { defineJudge, scenario } from "../../../../labs/_runner/judge/scenario.ts";
import type { Judge } from "../../../../labs/_runner/lab.ts";

function judgeOf(input: unknown, names: readonly string[] = ["a claim"]): Judge {
  return defineJudge([scenario({ input: () => input, tests: names.map((name) => ({ name, check() {} })) })]);
}

Deno.test("a plan holds each scenario's input and the names of its tests, and follows from the seed", () => {
  const judge = defineJudge([
    scenario({ input: (random) => random.integer(0, 1e9), tests: [{ name: "one", check() {} }] }),
    scenario({ input: () => ({ depots: [1] }), needsReference: true, tests: [{ name: "two", check() {} }] }),
  ]);
  const [first, second] = planRun(judge, 7);
  assertEquals(second, { input: { depots: [1] }, needsReference: true, tests: ["two"] });
  assertEquals(planRun(judge, 7)[0], first);
  assertNotEquals(planRun(judge, 8)[0], first);
});

Deno.test("a judge without scenarios, without tests or with a name used twice is refused", () => {
  assertThrows(() => planRun(defineJudge([]), 1), SyntaxError, "no scenarios");
  assertThrows(() => planRun(undefined as unknown as Judge, 1), SyntaxError, "no scenarios");
  assertThrows(() => planRun(judgeOf(1, []), 1), SyntaxError, "scenario 1 has no tests");
  assertThrows(() => planRun(judgeOf(1, ["same", "same"]), 1), SyntaxError, 'two tests are named "same"');
});

for (
  const [what, input] of [
    ["undefined", { scan: undefined }],
    ["NaN", [NaN]],
    ["a date", new Date(0)],
    ["a map", new Map([[1, 2]])],
    ["a hole", { scans: [, 1] }],
    ["a function", () => 1],
  ] as const
) {
  Deno.test(`an input that holds ${what} is refused: JSON would change it on its way into the sandbox`, () => {
    assertThrows(() => planRun(judgeOf(input), 1), SyntaxError, "changed by JSON");
  });
}

Deno.test("inputs of plain data are kept as they are", () => {
  const input = { parcelId: "P-1", scans: [{ at: 1.5 }, null, true], "-0": -0 };
  assertEquals(planRun(judgeOf(input), 1)[0]!.input, { ...input, "-0": 0 });
});
