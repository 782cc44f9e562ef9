import { assertEquals, assertStringIncludes } from "@std/assert";
import { type Claim, contradiction } from "../../../labs/_cli/claims.ts";
import type { Outcome, RunResult, TestReport } from "../../../labs/_runner/protocol.ts";

const PASSES: Claim = { labId: "l", file: "solution.ts", code: "", expected: { verdict: "passes" } };
const FAILS: Claim = {
  labId: "l",
  file: "wrong/x.ts",
  code: "",
  expected: { verdict: "fails", test: "a", says: "eta" },
};

function result(outcome: Outcome, tests: readonly TestReport[]): RunResult {
  return {
    version: 1,
    runId: "r",
    labId: "l",
    mode: "grade",
    seed: 1,
    outcome,
    message: "m",
    tests,
    durationMs: 0,
    cpuMs: 0,
    truncated: false,
  };
}

const passed = (name: string): TestReport => ({ name, status: "passed", message: "" });
const failed = (name: string, message: string): TestReport => ({ name, status: "failed", message });

Deno.test("a result without tests proves nothing, whatever the claim", () => {
  assertStringIncludes(contradiction(PASSES, result("passed", [])) ?? "", "no test ran");
  assertStringIncludes(contradiction(FAILS, result("crashed", [])) ?? "", "no test ran");
});

Deno.test("a right answer that fails contradicts its claim, with the reason and the seed", () => {
  const why = contradiction(PASSES, result("failed", [failed("a", "because")])) ?? "";
  assertStringIncludes(why, "because");
  assertStringIncludes(why, "seed 1");
});

Deno.test("a wrong answer must fail the declared test, with the declared words", () => {
  assertEquals(contradiction(FAILS, result("failed", [failed("a", "the eta is lost")])), null);
  assertStringIncludes(contradiction(FAILS, result("failed", [failed("a", "no")])) ?? "", 'lacks "eta"');
  assertStringIncludes(contradiction(FAILS, result("passed", [passed("a")])) ?? "", "was passed");
  assertStringIncludes(contradiction(FAILS, result("failed", [passed("a"), failed("b", "eta")])) ?? "", "was passed");
  assertStringIncludes(contradiction(FAILS, result("failed", [failed("b", "eta")])) ?? "", "does not exist");
});
