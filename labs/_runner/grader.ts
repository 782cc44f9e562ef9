/**
 * The grader: from a request to a verdict.
 *
 * Inputs are drawn and observations judged here, outside the sandbox; inside it the learner's module only meets the drive.
 * The same file and seed give the same verdict, whoever asks.
 */
import { exampleRun } from "./example_run.ts";
import { gradedRun } from "./graded_run.ts";
import { JudgeThread } from "./judge/judge_thread.ts";
import type { Lab } from "./lab.ts";
import { RUNNER_LIMITS } from "./limits.ts";
import type { RunEvent, Runner, RunRequest, RunResult } from "./protocol.ts";
import { referenceRunId } from "./reference_run.ts";
import { resultOf, type RunContext } from "./run_context.ts";

/** Who asks. */
export interface Requester {
  /** Whose turn it is in the runner's queue; an opaque word. */
  readonly queueKey: string;
  /** Drawn when absent. */
  readonly runId?: string;
}

/** What a grader works with. */
export interface GraderOptions {
  readonly runner: Runner;
  readonly labs: ReadonlyMap<string, Lab>;
  /** Keeps the result of a graded run; `done` waits for it. Not called for a run that was busy, stopped or broken. */
  readonly onResult?: (queueKey: string, result: RunResult, code: string) => Promise<void>;
}

/** Runs and grades. */
export interface Grader {
  /**
   * What happens in a run, in order; `done` is last and comes exactly once, whatever breaks. Leaving the loop kills the run.
   * Throws `RangeError` for a lab that is not there.
   */
  run(request: RunRequest, who: Requester): AsyncIterable<RunEvent>;
  /** Stops a run that has not ended; returns false when there is none of that id. */
  cancel(runId: string): boolean;
  /** Ends the judge thread. */
  close(): void;
}

/** A grader over a runner, which stays the caller's to close. */
export function createGrader({ runner, labs, onResult }: GraderOptions): Grader {
  const judges = new JudgeThread({ limitMs: RUNNER_LIMITS.judgeMs });
  const active = new Map<string, AbortController>();

  function run(request: RunRequest, who: Requester): AsyncIterable<RunEvent> {
    const lab = labs.get(request.labId);
    if (lab === undefined) {
      throw new RangeError(`There is no lab "${request.labId}". Ask for one that the catalog holds.`);
    }
    const runId = who.runId ?? crypto.randomUUID();
    const seed = request.seed ?? crypto.getRandomValues(new Uint32Array(1))[0]!;
    const stop = new AbortController();
    return events({ runner, judges, runId, queueKey: who.queueKey, lab, request, seed, stopped: stop.signal }, stop);
  }

  async function* events(context: RunContext, stop: AbortController): AsyncGenerator<RunEvent, void> {
    active.set(context.runId, stop);
    try {
      yield { type: "done", result: yield* concluded(context) };
    } finally {
      active.delete(context.runId);
    }
  }

  /** A run's result, which a fault of ours is, too. */
  async function* concluded(context: RunContext): AsyncGenerator<RunEvent, RunResult> {
    try {
      if (context.request.mode === "run") return yield* exampleRun(context);
      const result = yield* gradedRun(context);
      if (isAttempt(result)) await onResult?.(context.queueKey, result, context.request.code);
      return result;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return resultOf(context, { outcome: "runner-fault", message: `The runner broke: ${reason}` }, null);
    }
  }

  function cancel(runId: string): boolean {
    const stop = active.get(runId);
    if (stop === undefined) return false;
    stop.abort();
    for (const id of [runId, referenceRunId(runId)]) runner.cancel(id);
    return true;
  }

  return { run, cancel, close: () => judges.close() };
}

/** Whether the learner's program was judged, or ended by its own doing. */
function isAttempt(result: RunResult): boolean {
  switch (result.outcome) {
    case "busy":
    case "cancelled":
    case "runner-fault":
      return false;
    case "finished":
    case "passed":
    case "failed":
    case "did-not-compile":
    case "crashed":
    case "timed-out":
    case "cpu-limit":
    case "out-of-memory":
    case "too-much-output":
      return true;
  }
}
