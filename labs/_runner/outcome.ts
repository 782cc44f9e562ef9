/** How a run ended, in one outcome and the sentence that says so to the learner. Pure. */
import { type Cause, causeOf } from "./cause.ts";
import type { Frame, Outcome, RunLimits, RunMode, SandboxExit, TestReport } from "./protocol.ts";

/** All that is known of a run when its sandbox is gone. */
export interface RunFacts {
  readonly mode: RunMode;
  readonly frames: readonly Frame[];
  readonly exit: SandboxExit;
  readonly limits: RunLimits;
  /** Number, from 1, of the first test that got no observation; `null` when each got one, and in `run` mode. */
  readonly nextTest: number | null;
}

/** An outcome and its sentence. */
export interface Ending {
  readonly outcome: Outcome;
  readonly message: string;
}

const MIB = 1_048_576;

/** How the run ended; `finished` when the program did all that it was asked to, whatever the tests make of it. */
export function endingOf(facts: RunFacts): Ending {
  return describe(causeOf(facts), facts);
}

/** The ending of a graded run that finished: the tests decide. */
export function verdictOf(tests: readonly TestReport[]): Ending {
  const failed = tests.findIndex((test) => test.status !== "passed");
  if (failed === -1) {
    return { outcome: "passed", message: `${tests.length === 1 ? "The test" : `All ${tests.length} tests`} passed.` };
  }
  return { outcome: "failed", message: `Test ${failed + 1} of ${tests.length} failed: ${tests[failed]!.name}.` };
}

function describe(cause: Cause, { mode, frames, limits, nextTest }: RunFacts): Ending {
  const loaded = frames.some((frame) => frame.kind === "loaded");
  const place = nextTest === null ? "its end" : loaded ? `the end of test ${nextTest}` : `test ${nextTest}`;
  const during = !loaded ? " while it was loading" : nextTest === null ? "" : ` during test ${nextTest}`;
  switch (cause.kind) {
    case "finished":
      return { outcome: "finished", message: "The program ran to its end." };
    case "cancelled":
      return { outcome: "cancelled", message: "The run was stopped on request." };
    case "never-ready":
      return {
        outcome: "runner-fault",
        message: "The sandbox broke before it reached your code: our fault, not yours. Run it again.",
      };
    case "wall":
      return {
        outcome: "timed-out",
        message: `Stopped after ${seconds(limits.wallMs)}${during}: the program was still waiting or running. ` +
          "Look for a wait or a timer that never ends.",
      };
    case "cpu":
      return {
        outcome: "cpu-limit",
        message: `Stopped after ${limits.cpuSeconds} s of computing${during}. ` +
          "Look for a loop that never ends, or for promises that never let the event loop go on.",
      };
    case "memory":
      return {
        outcome: "out-of-memory",
        message: `The program ran out of memory${during}: it may hold ${limits.heapMiB} MiB in objects, and ` +
          `${limits.dataMiB} MiB in all. Look for a list or a buffer that only grows.`,
      };
    case "output":
      return {
        outcome: "too-much-output",
        message: `Stopped${during}: the program printed more than ${limits.outputBytes / MIB} MiB. ` +
          "Look for a loop that prints.",
      };
    case "frames":
      return {
        outcome: "too-much-output",
        message:
          `Stopped${during}: what the tests recorded of the program grew beyond ${limits.frameBytes / MIB} MiB. ` +
          "Look for a call that is made again and again.",
      };
    case "did-not-compile":
      return { outcome: "did-not-compile", message: `The file does not compile: ${firstLine(cause.reason)}.` };
    case "nested":
      return {
        outcome: "crashed",
        message: "The file is nested too deeply: the compiler ran out of stack. Look for brackets in brackets.",
      };
    case "top-level-wait":
      return {
        outcome: "crashed",
        message: "The file awaits something at its top level that never comes, so it never finished loading.",
      };
    case "stalled":
      // In a test it is an answer like another, and a wrong one; alone, the program has died waiting.
      return {
        outcome: mode === "grade" && nextTest !== null ? "failed" : "crashed",
        message: `Nothing was left to wait for${during}, and the program was still waiting: ` +
          "a promise that it awaits is never settled.",
      };
    case "threw":
      return { outcome: "crashed", message: `The program crashed${during}: ${threwSentence(cause)}` };
    case "left":
      return {
        outcome: "crashed",
        message: `The program stopped before ${place}: ` +
          `it left with exit code ${cause.code}. Look for Deno.exit or process.exit.`,
      };
    case "signal":
      return {
        outcome: "crashed",
        message: `The program was ended by ${cause.signal}${during}. Look at what it does with native features.`,
      };
  }
}

/** What was thrown and where, as a sentence. */
export function threwSentence(thrown: { readonly message: string; readonly stack: string }): string {
  const place = /lab\.ts:\d+:\d+/.exec(thrown.stack);
  return `it threw ${firstLine(thrown.message)}${place === null ? "" : ` at ${place[0]}`}, and nothing caught it.`;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]!.replace(/\.$/, "");
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}
