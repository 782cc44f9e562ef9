/** What the real runtime does with the judge's inputs, seen in a sandbox that never holds the learner's code. */
import type { Frame, Json, RunJob } from "./protocol.ts";
import type { Refused } from "./job_events.ts";
import type { RunContext } from "./run_context.ts";

/** Call number → what the drive's `reference` observed. */
export type ReferenceReturn =
  | { readonly kind: "observed"; readonly values: ReadonlyMap<number, Json> }
  | { readonly kind: "busy"; readonly refused: Refused };

/**
 * Runs the reference for the calls of `job`; no sandbox starts when there are none, or when the run was stopped.
 *
 * Throws when it does not answer every call: the drive is ours, so the fault is.
 */
export async function observeReference(context: RunContext, job: RunJob): Promise<ReferenceReturn> {
  const values = new Map<number, Json>();
  if (job.calls.length === 0 || context.stopped.aborted) return { kind: "observed", values };
  const frames: Frame[] = [];
  const reference = { ...job, runId: referenceRunId(job.runId), entry: "reference", code: "" } as const;
  for await (const event of context.runner.run(reference)) {
    if (event.type === "busy") return { kind: "busy", refused: event };
    if (event.type === "frame") frames.push(event.frame);
  }
  for (const frame of frames) if (frame.kind === "observation") values.set(frame.call, frame.value);
  if (context.stopped.aborted || job.calls.every(({ call }) => values.has(call))) return { kind: "observed", values };
  const why = frames.find((frame) => frame.kind === "threw")?.message ?? "it did not answer every call";
  throw new Error(`the reference of labs/${context.lab.id}/drive.ts failed: ${why}`);
}

/** The id under which the runner knows the reference of a run. */
export function referenceRunId(runId: string): string {
  return `${runId}-reference`;
}
