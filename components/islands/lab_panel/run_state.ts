/** One run as the panel shows it: run events in, what to show out. */
import type { Outcome, RunMode, RunResult, TestReport } from "../../../labs/_runner/protocol.ts";
import type { Trace } from "../../../labs/_runtime/trace/trace.ts";
import type { Problem } from "../shared/problem.ts";
import type { HeardEvent } from "./run_lab.ts";
import { appendOutput, NO_OUTPUT, type RunOutput } from "./run_output.ts";

/** How far the run is. */
export type RunPhase =
  | { readonly kind: "idle" }
  /** Sent; nothing heard yet. */
  | { readonly kind: "asking" }
  | { readonly kind: "queued"; readonly position: number }
  | { readonly kind: "running"; readonly startedAtMs: number }
  | { readonly kind: "done"; readonly result: RunResult }
  /** The reader stopped it. */
  | { readonly kind: "stopped" }
  | { readonly kind: "broken"; readonly problem: Problem };

/** How often one text ended in one way. */
export interface OutcomeCount {
  readonly outcome: Outcome;
  readonly count: number;
}

/** The last run, and the tally of those of the same text and mode. */
export interface RunState {
  readonly phase: RunPhase;
  readonly mode: RunMode;
  /** The text that ran; `null` before the first run. */
  readonly code: string | null;
  /** Names the run for the server, once it has one. */
  readonly runId: string | null;
  readonly output: RunOutput;
  readonly tests: readonly TestReport[];
  readonly trace: Trace | null;
  /** Index into the trace's events of the moment to look at. */
  readonly highlight: number | null;
  /** How often the reader has asked for a moment: the same one may be asked for again, after looking elsewhere. */
  readonly pointings: number;
  /** Re-running unchanged code shows what is chance in it. */
  readonly tally: readonly OutcomeCount[];
}

/** Before the first run. */
export const NO_RUN: RunState = {
  phase: { kind: "idle" },
  mode: "run",
  code: null,
  runId: null,
  output: NO_OUTPUT,
  tests: [],
  trace: null,
  highlight: null,
  pointings: 0,
  tally: [],
};

/** A new run of the same lab. */
export function beginRun(before: RunState, asked: Pick<RunState, "mode" | "code">): RunState {
  const again = before.code === asked.code && before.mode === asked.mode;
  return { ...NO_RUN, ...asked, phase: { kind: "asking" }, tally: again ? before.tally : [] };
}

/** Whether Stop has something to stop. */
export function isUnderWay({ phase }: RunState): boolean {
  return phase.kind === "asking" || phase.kind === "queued" || phase.kind === "running";
}

/** The run after one more event; `atMs` is when it was heard. */
export function hear(run: RunState, event: HeardEvent, atMs: number): RunState {
  // Stopped, or over: what was still on its way changes nothing.
  if (!isUnderWay(run)) return run;
  switch (event.type) {
    case "queued":
      return { ...run, runId: event.runId, phase: { kind: "queued", position: event.position } };
    case "started":
      return { ...run, runId: event.runId, phase: { kind: "running", startedAtMs: atMs } };
    case "stdout":
    case "stderr":
      return { ...run, output: appendOutput(run.output, { stream: event.type, text: event.text }) };
    case "test":
      return { ...run, tests: [...run.tests, event.test] };
    case "trace":
      return { ...run, trace: event.trace };
    case "done":
      return endRun(run, event.result);
    case "problem":
      return { ...run, phase: { kind: "broken", problem: event.problem } };
  }
}

/** The run, looked at in one moment of its trace. */
export function pointAt(run: RunState, traceAt: number): RunState {
  return { ...run, highlight: traceAt, pointings: run.pointings + 1 };
}

/** The result's own tests take the place of those heard one by one: it is the verdict. */
function endRun(run: RunState, result: RunResult): RunState {
  const firstFailed = result.tests.find((test) => test.status === "failed" && test.traceAt !== undefined);
  return {
    ...run,
    runId: result.runId,
    phase: { kind: "done", result },
    tests: result.tests,
    highlight: firstFailed?.traceAt ?? null,
    tally: countOutcome(run.tally, result.outcome),
  };
}

function countOutcome(tally: readonly OutcomeCount[], outcome: Outcome): readonly OutcomeCount[] {
  if (!tally.some((entry) => entry.outcome === outcome)) return [...tally, { outcome, count: 1 }];
  return tally.map((entry) => entry.outcome === outcome ? { outcome, count: entry.count + 1 } : entry);
}
