/**
 * What `deno task prove` claims of a lab, and whether a result bears it out. Pure.
 *
 * The grader is the thing on trial: the starter must fail as declared, right answers must pass, each named wrong answer must
 * be refused at the declared test with the declared words.
 */
import type { Answers } from "../_runner/answers.ts";
import type { Lab, WrongAnswer } from "../_runner/lab.ts";
import type { RunResult } from "../_runner/protocol.ts";

/** How many wrong and right answers a lab must bring. */
export const ANSWERS_NEEDED = { wrong: 4, right: 1 } as const;

/** One file of a lab and the verdict that it must get. */
export interface Claim {
  readonly labId: string;
  /** Path in the lab's folder. */
  readonly file: string;
  readonly code: string;
  readonly expected:
    | { readonly verdict: "passes" }
    /** `says` is empty for the starter: its header declares the test only. */
    | { readonly verdict: "fails"; readonly test: string; readonly says: string };
}

/** Everything to be shown of a lab. */
export function claimsOf(lab: Lab, answers: Answers): Claim[] {
  const passes = { verdict: "passes" } as const;
  return [
    {
      labId: lab.id,
      file: "starter.ts",
      code: lab.starter,
      expected: { verdict: "fails", test: lab.starterFails, says: "" },
    },
    { labId: lab.id, file: "solution.ts", code: lab.solution, expected: passes },
    ...answers.right.map(({ name, code }) => ({ labId: lab.id, file: `right/${name}.ts`, code, expected: passes })),
    ...answers.wrong.map((wrong) => wrongClaim(lab, wrong)),
  ];
}

function wrongClaim(lab: Lab, wrong: WrongAnswer): Claim {
  const expected = { verdict: "fails", test: wrong.failsTest, says: wrong.says } as const;
  return { labId: lab.id, file: `wrong/${wrong.mistake}.ts`, code: wrong.code, expected };
}

/** What is missing in a lab's folder before anything runs: sentences, none when all is there. */
export function gapsIn(lab: Lab, answers: Answers): string[] {
  const gaps: string[] = [];
  for (const kind of ["wrong", "right"] as const) {
    const missing = ANSWERS_NEEDED[kind] - answers[kind].length;
    if (missing > 0) {
      gaps.push(`labs/${lab.id}/${kind}/: ${missing} more needed, at least ${ANSWERS_NEEDED[kind]} in all`);
    }
  }
  return gaps;
}

/** Why a result does not bear the claim out, or `null` when it does. */
export function contradiction(claim: Claim, result: RunResult): string | null {
  if (result.tests.length === 0) return `no test ran: ${result.outcome}, ${result.message}`;
  if (claim.expected.verdict === "passes") {
    return result.outcome === "passed" ? null : `should pass: ${whatHappened(result)}`;
  }
  const { test: name, says } = claim.expected;
  const test = result.tests.find((report) => report.name === name);
  if (test === undefined) {
    const names = result.tests.map((report) => `"${report.name}"`).join(", ");
    return `declares a test "${name}" that does not exist; there are ${names}`;
  }
  if (test.status !== "failed") return `should fail "${name}", which was ${test.status}: ${whatHappened(result)}`;
  const words = `${test.message} ${test.hint ?? ""}`;
  return words.includes(says) ? null : `fails "${name}", but its message lacks "${says}": ${words.trim()}`;
}

function whatHappened(result: RunResult): string {
  const failed = result.tests.find((test) => test.status === "failed");
  return `${result.outcome}, ${failed ? `"${failed.name}": ${failed.message}` : result.message} (seed ${result.seed})`;
}
