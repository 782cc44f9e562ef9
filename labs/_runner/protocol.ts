/**
 * The runner's contract, version 1: what a page or the command line asks for, the events it hears, and the result it gets.
 *
 * Types only; DESIGN's HTTP section in code. A `RunRequest` comes in, `RunEvent`s go out in order, the last one is always
 * `done`. Inside, a `RunJob` is all that reaches the sandbox: source, inputs and limits, never an expected value.
 */
import type { Trace } from "../_runtime/trace/trace.ts";

/** `run` executes the file with the example that the task shows and judges nothing; `grade` runs the lab's tests. */
export type RunMode = "run" | "grade";

/** What a learner asks for. */
export interface RunRequest {
  readonly labId: string;
  /** The learner's file, at most `limits.sourceBytes` long. */
  readonly code: string;
  readonly mode: RunMode;
  /** Repeats an earlier run's random inputs; drawn by the runner when absent. An integer from 0 to 2^32 - 1. */
  readonly seed?: number;
}

/** How a run ended. Each has its own sentence in `outcome.ts`. */
export type Outcome =
  | "finished"
  | "passed"
  | "failed"
  | "did-not-compile"
  | "crashed"
  | "timed-out"
  | "cpu-limit"
  | "out-of-memory"
  | "too-much-output"
  | "cancelled"
  | "busy"
  | "runner-fault";

/** What the probe found that this machine can do: every layer; namespaces by `unshare` alone; nothing. */
export type SandboxLevel = "strong" | "good" | "none";

/** One test's verdict, in words for the learner. */
export interface TestReport {
  readonly name: string;
  /** `not-run`: the program ended before this test's turn. */
  readonly status: "passed" | "failed" | "not-run";
  /** Empty when passed; else what was expected and what happened. */
  readonly message: string;
  /** Where to look. */
  readonly hint?: string;
  /** Index into the run's `Trace.events` of the moment to look at. */
  readonly traceAt?: number;
}

/** The verdict. The web, `lab check` and batch grading give the same one for the same file and seed. */
export interface RunResult {
  readonly version: 1;
  readonly runId: string;
  readonly labId: string;
  readonly mode: RunMode;
  readonly seed: number;
  readonly outcome: Outcome;
  /** One sentence for the learner. */
  readonly message: string;
  readonly tests: readonly TestReport[];
  /** Wall time of the sandbox from the moment it got the job, in milliseconds. */
  readonly durationMs: number;
  /** CPU time of the sandbox, in milliseconds; 0 where it could not be read. */
  readonly cpuMs: number;
  /** True when output, or the trace, was cut at its cap. */
  readonly truncated: boolean;
  /** With `busy` only: when to try again. */
  readonly retryAfterSeconds?: number;
}

/** What a listener hears, in order; `done` is last and comes exactly once. */
export type RunEvent =
  | { readonly type: "queued"; readonly runId: string; readonly position: number }
  | { readonly type: "started"; readonly runId: string; readonly level: SandboxLevel }
  | { readonly type: "stdout"; readonly text: string }
  | { readonly type: "stderr"; readonly text: string }
  | { readonly type: "test"; readonly test: TestReport }
  | { readonly type: "trace"; readonly trace: Trace }
  | { readonly type: "done"; readonly result: RunResult };

/** Any value that JSON carries unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One call of the lab's drive: its number and the input that the judge drew for it. */
export interface DriveCall {
  readonly call: number;
  readonly input: Json;
}

/** All that crosses into the sandbox. */
export interface RunJob {
  readonly runId: string;
  /** Whose turn it is in the fair queue: an opaque word, never a name or a cookie. */
  readonly queueKey: string;
  /** The learner's TypeScript, unread by us. */
  readonly code: string;
  /** The lab's bundled `drive.ts` as JavaScript; it leaves `@interleave/*` to the sandbox's import map. */
  readonly drive: string;
  /** Compile `code` with safe points before it is loaded. The sandbox does that: nothing outside reads a stranger's source. */
  readonly safePoints: boolean;
  /** `code` is AssemblyScript, which the sandbox compiles to WebAssembly. */
  readonly assemblyScript: boolean;
  /** Give the drive the real kernel, where there is one. Its process is started with a driver's means. */
  readonly realKernel: boolean;
  /** `example` calls the drive's `example`, `drive` and `reference` its functions of that name, once for each call. */
  readonly entry: "example" | "drive" | "reference";
  readonly calls: readonly DriveCall[];
  readonly limits: RunLimits;
}

/** What one run may use. `limits.ts` gives the defaults and the reasons. */
export interface RunLimits {
  /** Wall clock from job to end, milliseconds. */
  readonly wallMs: number;
  /** CPU time (RLIMIT_CPU), whole seconds: the kernel counts no finer. */
  readonly cpuSeconds: number;
  /** V8's old generation, MiB. */
  readonly heapMiB: number;
  /** RLIMIT_DATA, MiB: everything the process maps privately, ArrayBuffers included. */
  readonly dataMiB: number;
  /** stdout and stderr together, bytes: one more and the run is killed. */
  readonly outputBytes: number;
  /** How many of those bytes are shown. */
  readonly shownBytes: number;
  /** Observation frames together, bytes. */
  readonly frameBytes: number;
}

/**
 * What the harness in the sandbox reports of one job. Plain data: no verdict, no expected value.
 *
 * `ready` comes before the learner's code is touched: without it, nothing that went wrong is the learner's doing.
 */
export type Frame =
  | { readonly kind: "ready" }
  | { readonly kind: "loaded" }
  | { readonly kind: "did-not-compile"; readonly message: string }
  | { readonly kind: "call-started"; readonly call: number }
  | { readonly kind: "observation"; readonly call: number; readonly value: Json; readonly trace: Trace | null }
  | {
    readonly kind: "threw";
    readonly call: number | null;
    readonly message: string;
    readonly stack: string;
    readonly trace: Trace | null;
  }
  | { readonly kind: "stalled"; readonly call: number | null; readonly trace: Trace | null }
  | { readonly kind: "finished" };

/** How the sandboxed process ended, as the watcher saw it. */
export interface SandboxExit {
  /** Why the watcher killed it, or `null` when it ended by itself. */
  readonly killedFor: "wall" | "output" | "frames" | "cancelled" | null;
  /** Exit code, or `null` when a signal ended it. */
  readonly code: number | null;
  /** The signal that ended the sandboxed process, seen through any wrapper (`SIGXCPU`, `SIGKILL`, `SIGABRT`, …). */
  readonly signal: string | null;
  /** The end of stderr as it really was, for telling out-of-memory from a crash; never shown to the learner. */
  readonly stderrTail: string;
  readonly durationMs: number;
  readonly cpuMs: number;
  /** True when output was cut at `shownBytes`. */
  readonly truncated: boolean;
}

/** What a runner reports of a job, in order; `exited` is last and comes exactly once, unless the runner was `busy`. */
export type RunnerEvent =
  | { readonly type: "queued"; readonly position: number }
  | { readonly type: "busy"; readonly retryAfterSeconds: number; readonly message: string }
  | { readonly type: "started"; readonly level: SandboxLevel }
  | { readonly type: "stdout"; readonly text: string }
  | { readonly type: "stderr"; readonly text: string }
  | { readonly type: "frame"; readonly frame: Frame }
  | { readonly type: "exited"; readonly exit: SandboxExit };

/** Runs jobs. The embedded one runs them on this machine; others may send them away. */
export interface Runner {
  readonly level: SandboxLevel;
  /** Runs one job; leaving the loop early (`break`, `return`) kills it. */
  run(job: RunJob): AsyncIterable<RunnerEvent>;
  /** Kills a queued or running job; returns false when there is none of that id. */
  cancel(runId: string): boolean;
  /** Kills what runs, refuses what comes, and returns when no process is left. */
  close(): Promise<void>;
}
