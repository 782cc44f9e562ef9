import { assertEquals } from "@std/assert";
import { RUN_LIMITS } from "../../../labs/_runner/limits.ts";
import { endingOf, type RunFacts, verdictOf } from "../../../labs/_runner/outcome.ts";
import type { Frame, Outcome, SandboxExit, TestReport } from "../../../labs/_runner/protocol.ts";

const CLEAN: SandboxExit = {
  killedFor: null,
  code: 0,
  signal: null,
  stderrTail: "",
  durationMs: 40,
  cpuMs: 30,
  truncated: false,
};
const killedFor = (killedFor: SandboxExit["killedFor"]): SandboxExit => ({
  ...CLEAN,
  killedFor,
  signal: "SIGKILL",
  code: null,
});
const signalled = (signal: string, stderrTail = ""): SandboxExit => ({ ...CLEAN, signal, code: null, stderrTail });
const left = (code: number, stderrTail = ""): SandboxExit => ({ ...CLEAN, code, stderrTail });

const READY: Frame = { kind: "ready" };
const LOADED: readonly Frame[] = [READY, { kind: "loaded" }];
const IN_CALL: readonly Frame[] = [...LOADED, { kind: "call-started", call: 1 }];
const threw = (message: string, stack = "") => ({ kind: "threw", call: 1, message, stack, trace: null }) as const;

interface Row {
  readonly when: string;
  readonly frames: readonly Frame[];
  readonly exit: SandboxExit;
  readonly mode?: RunFacts["mode"];
  readonly nextTest?: number;
  readonly limits?: Partial<RunFacts["limits"]>;
  readonly outcome: Outcome;
  readonly message: string;
}

const ROWS: readonly Row[] = [
  {
    when: "the harness has said that all is done",
    frames: [...IN_CALL, { kind: "finished" }],
    exit: CLEAN,
    outcome: "finished",
    message: "The program ran to its end.",
  },
  {
    when: "an unload listener spins after all is done",
    frames: [...LOADED, { kind: "finished" }],
    exit: signalled("SIGXCPU"),
    outcome: "finished",
    message: "The program ran to its end.",
  },
  {
    when: "someone stopped it, however far it was",
    frames: [],
    exit: killedFor("cancelled"),
    outcome: "cancelled",
    message: "The run was stopped on request.",
  },
  {
    when: "the sandbox died before it reached the learner's code",
    frames: [],
    exit: left(1, "bwrap: no permissions to create a new namespace"),
    outcome: "runner-fault",
    message: "The sandbox broke before it reached your code: our fault, not yours. Run it again.",
  },
  {
    when: "the clock on the wall ran out in a test",
    frames: IN_CALL,
    exit: killedFor("wall"),
    nextTest: 3,
    outcome: "timed-out",
    message: "Stopped after 10 s during test 3: the program was still waiting or running. " +
      "Look for a wait or a timer that never ends.",
  },
  {
    when: "a lab allows longer",
    frames: IN_CALL,
    exit: killedFor("wall"),
    limits: { wallMs: 2_500 },
    outcome: "timed-out",
    message:
      "Stopped after 2.5 s: the program was still waiting or running. Look for a wait or a timer that never ends.",
  },
  {
    when: "the CPU limit's signal came",
    frames: LOADED,
    exit: signalled("SIGXCPU"),
    outcome: "cpu-limit",
    message:
      "Stopped after 3 s of computing. Look for a loop that never ends, or for promises that never let the event loop go on.",
  },
  {
    when: "the kernel killed it, and not we",
    frames: IN_CALL,
    exit: signalled("SIGKILL"),
    nextTest: 1,
    outcome: "out-of-memory",
    message: "The program ran out of memory during test 1: it may hold 128 MiB in objects, and 1024 MiB in all. " +
      "Look for a list or a buffer that only grows.",
  },
  {
    when: "V8 aborted for want of heap",
    frames: IN_CALL,
    exit: signalled("SIGTRAP", "# Fatal JavaScript out of memory: Reached heap limit"),
    outcome: "out-of-memory",
    message: "The program ran out of memory: it may hold 128 MiB in objects, and 1024 MiB in all. " +
      "Look for a list or a buffer that only grows.",
  },
  {
    when: "no buffer could be had, and nothing caught the error",
    frames: [...IN_CALL, threw("RangeError: Array buffer allocation failed")],
    exit: left(1),
    outcome: "out-of-memory",
    message: "The program ran out of memory: it may hold 128 MiB in objects, and 1024 MiB in all. " +
      "Look for a list or a buffer that only grows.",
  },
  {
    when: "an absurd size was refused: an error like another",
    frames: [
      ...IN_CALL,
      threw("RangeError: Invalid typed array length: 1000000000000", "    at Module.page (lab.ts:2:3)"),
    ],
    exit: left(1),
    nextTest: 1,
    outcome: "crashed",
    message: "The program crashed during test 1: it threw RangeError: Invalid typed array length: 1000000000000 " +
      "at lab.ts:2:3, and nothing caught it.",
  },
  {
    when: "it printed too much",
    frames: IN_CALL,
    exit: killedFor("output"),
    nextTest: 2,
    outcome: "too-much-output",
    message: "Stopped during test 2: the program printed more than 1 MiB. Look for a loop that prints.",
  },
  {
    when: "too much was recorded of it",
    frames: IN_CALL,
    exit: killedFor("frames"),
    nextTest: 1,
    outcome: "too-much-output",
    message: "Stopped during test 1: what the tests recorded of the program grew beyond 4 MiB. " +
      "Look for a call that is made again and again.",
  },
  {
    when: "the file does not compile",
    frames: [READY, {
      kind: "did-not-compile",
      message: "line 3, column 11: Expression expected\n  |\n3 | const a = ;",
    }],
    exit: left(1),
    nextTest: 1,
    outcome: "did-not-compile",
    message: "The file does not compile: line 3, column 11: Expression expected.",
  },
  {
    when: "the compiler ran out of stack",
    frames: [READY],
    exit: signalled("SIGABRT", "thread 'main' has overflowed its stack"),
    nextTest: 1,
    outcome: "crashed",
    message: "The file is nested too deeply: the compiler ran out of stack. Look for brackets in brackets.",
  },
  {
    when: "a top-level await never ended",
    frames: [READY],
    exit: left(1, "error: Top-level await promise never resolved"),
    nextTest: 1,
    outcome: "crashed",
    message: "The file awaits something at its top level that never comes, so it never finished loading.",
  },
  {
    when: "it left in the first test",
    frames: IN_CALL,
    exit: left(0),
    nextTest: 1,
    outcome: "crashed",
    message:
      "The program stopped before the end of test 1: it left with exit code 0. Look for Deno.exit or process.exit.",
  },
  {
    when: "it left while it was loading",
    frames: [READY],
    exit: left(0),
    nextTest: 1,
    outcome: "crashed",
    message: "The program stopped before test 1: it left with exit code 0. Look for Deno.exit or process.exit.",
  },
  {
    when: "it threw while it was loading",
    frames: [READY, { ...threw("Error: no config", "    at lab.ts:1:7"), call: null }],
    exit: left(1),
    nextTest: 1,
    outcome: "crashed",
    message:
      "The program crashed while it was loading: it threw Error: no config at lab.ts:1:7, and nothing caught it.",
  },
  {
    when: "an example left early",
    frames: LOADED,
    exit: left(7),
    mode: "run",
    outcome: "crashed",
    message: "The program stopped before its end: it left with exit code 7. Look for Deno.exit or process.exit.",
  },
  {
    when: "another signal ended it",
    frames: IN_CALL,
    exit: signalled("SIGSEGV"),
    nextTest: 1,
    outcome: "crashed",
    message: "The program was ended by SIGSEGV during test 1. Look at what it does with native features.",
  },
  {
    when: "a test's call can never end",
    frames: [...IN_CALL, { kind: "stalled", call: 1, trace: null }],
    exit: left(1),
    nextTest: 1,
    outcome: "failed",
    message: "Nothing was left to wait for during test 1, and the program was still waiting: " +
      "a promise that it awaits is never settled.",
  },
  {
    when: "an example can never end",
    frames: [...LOADED, { kind: "stalled", call: null, trace: null }],
    exit: left(1),
    mode: "run",
    outcome: "crashed",
    message:
      "Nothing was left to wait for, and the program was still waiting: a promise that it awaits is never settled.",
  },
];

for (const { when, frames, exit, mode = "grade", nextTest = null, limits, outcome, message } of ROWS) {
  Deno.test(`${outcome} when ${when}`, () => {
    const facts = { mode, frames, exit, nextTest, limits: { ...RUN_LIMITS, ...limits } };
    assertEquals(endingOf(facts), { outcome, message });
  });
}

Deno.test("a finished run is passed when every test is, and failed at the first that is not", () => {
  const report = (name: string, status: TestReport["status"]): TestReport => ({ name, status, message: "" });
  const [one, two] = [report("one call each", "passed"), report("all at once", "failed")];
  assertEquals(verdictOf([one, one]), { outcome: "passed", message: "All 2 tests passed." });
  assertEquals(verdictOf([one]), { outcome: "passed", message: "The test passed." });
  assertEquals(verdictOf([one, two]), { outcome: "failed", message: "Test 2 of 2 failed: all at once." });
});
