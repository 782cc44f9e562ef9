/** `run` mode: the learner's file with the example that the task shows. Judges nothing. */
import { jobEvents } from "./job_events.ts";
import { endingOf } from "./outcome.ts";
import type { RunEvent, RunResult } from "./protocol.ts";
import { busyResult, learnerJob, limitsOf, resultOf, type RunContext, STOPPED } from "./run_context.ts";

/** The events of an example run; returns its result. */
export async function* exampleRun(context: RunContext): AsyncGenerator<RunEvent, RunResult> {
  const job = await learnerJob(context, { entry: "example", calls: [] });
  if (context.stopped.aborted) return resultOf(context, STOPPED, null);
  const returned = yield* jobEvents(context.runner, job);
  if (returned.kind === "busy") return busyResult(context, returned.refused);
  const { frames, exit } = returned;
  const trace = frames.findLast((frame) => "trace" in frame)?.trace ?? null;
  if (trace !== null && trace.events.length > 0) yield { type: "trace", trace };
  const ending = endingOf({ mode: "run", frames, exit, limits: limitsOf(context.lab), nextTest: null });
  return resultOf(context, ending, { exit, tests: [], traceTruncated: trace?.truncated ?? false });
}
