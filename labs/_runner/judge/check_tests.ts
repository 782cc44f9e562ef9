/** Puts a scenario's claims to the evidence. Pure. */
import { AssertionError } from "@std/assert";
import type { LabTest, Scenario } from "../lab.ts";
import type { TestReport } from "../protocol.ts";
import type { Evidence } from "./judge_messages.ts";
import { Refusal } from "./refuse.ts";

/** One report for each test of the scenario, in order. Throws what a check throws when it is the judge that is broken. */
export function checkTests(scenario: Scenario, evidence: Evidence): TestReport[] {
  return scenario.tests.map((test) => checkTest(test, evidence));
}

function checkTest(test: LabTest<unknown, unknown>, evidence: Evidence): TestReport {
  const { observation, ...context } = evidence;
  try {
    test.check(observation, context);
    return { name: test.name, status: "passed", message: "" };
  } catch (error) {
    return { name: test.name, status: "failed", ...whyRefused(error) };
  }
}

/**
 * What the learner hears.
 *
 * Evidence is a stranger's data. Where a check trips over its shape, the engine throws one of three errors of its own; that is
 * a refusal like any other, or a learner could turn a fail into a fault of ours by returning nonsense. A check that is
 * itself wrong in this way refuses the solution too, which `deno task prove` shows. Any other error is thrown on.
 */
function whyRefused(error: unknown): Omit<TestReport, "name" | "status"> {
  if (error instanceof Refusal) {
    const { look, traceAt } = error.reason;
    return { message: error.message, hint: look, ...(traceAt === undefined ? {} : { traceAt }) };
  }
  if (error instanceof AssertionError) return { message: error.message };
  if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError) {
    return {
      message: `What your code gave back has not the shape that this test looks at (${error.message}).`,
      hint: "Compare what your function returns with what the task asks for.",
    };
  }
  throw error;
}
