/** What became of each call of the drive, read from the frames. Pure. */
import type { Trace } from "../_runtime/trace/trace.ts";
import type { Frame, Json } from "./protocol.ts";

/** `started`: the run ended in it. */
export type CallRecord =
  | { readonly state: "not-started" }
  | { readonly state: "started" }
  | { readonly state: "observed"; readonly value: Json; readonly trace: Trace | null }
  | { readonly state: "threw"; readonly message: string; readonly stack: string; readonly trace: Trace | null }
  | { readonly state: "stalled"; readonly trace: Trace | null };

/**
 * One record for each of the calls numbered 1 to `callCount`, in order.
 *
 * The first answer to a call counts, and answers to calls that were not made are dropped: what comes out of a sandbox is a
 * stranger's word.
 */
export function readCalls(frames: readonly Frame[], callCount: number): CallRecord[] {
  const records: CallRecord[] = Array.from({ length: callCount }, () => ({ state: "not-started" }));
  for (const frame of frames) {
    const index = "call" in frame && frame.call !== null ? frame.call - 1 : -1;
    const record = recordOf(frame);
    const before = records[index]?.state;
    if (record !== null && (before === "not-started" || before === "started")) records[index] = record;
  }
  return records;
}

function recordOf(frame: Frame): CallRecord | null {
  switch (frame.kind) {
    case "call-started":
      return { state: "started" };
    case "observation":
      return { state: "observed", value: frame.value, trace: frame.trace };
    case "threw":
      return { state: "threw", message: frame.message, stack: frame.stack, trace: frame.trace };
    case "stalled":
      return { state: "stalled", trace: frame.trace };
    case "ready":
    case "loaded":
    case "did-not-compile":
    case "finished":
      return null;
  }
}
