/** What a drive is given: a recorder for its call, and a way to let the event loop come to rest. */
import type { DriveTools } from "../lab.ts";
import type { Trace } from "../../_runtime/trace/trace.ts";
import { createRecorder, type UnstampedEvent } from "../../_runtime/trace/recorder.ts";
import { sourceOf, topFrame } from "../../_runtime/scheduler/source_frame.ts";
import { now, setNextImmediate, setTimer } from "./builtins.ts";
import { type RealKernel, takeRealKernel } from "./real_kernel/take_real_kernel.ts";

/** The tools of one call and the trace that they made. */
export interface CallTools {
  readonly tools: DriveTools;
  trace(): Trace;
}

// One round runs every microtask, the timers that are due and the immediates. Chains of timers need a round a link;
// four rounds in which nothing is recorded are rest.
const QUIET_ROUNDS = 4;

/** What the tools of a call are made of. */
export interface CallToolsOptions {
  readonly maxEvents: number;
  /** Address of the learner's module. */
  readonly learnerUrl: string;
  /** `null` in a lab that does not ask for one. */
  readonly realKernel: RealKernel | null;
}

/** Tools for one call. */
export function createDriveTools({ maxEvents, learnerUrl, realKernel }: CallToolsOptions): CallTools {
  let recorder = createRecorder({ clock: "monotonic", nowNs: () => now() * 1e6, maxEvents });

  function record(event: UnstampedEvent): void {
    // Finding the line costs more than all the rest: not for events that are only counted.
    const isKept = recorder.eventCount < maxEvents;
    recorder.record(isKept && event.source === undefined ? withSource(event) : event);
  }

  function traceOn({ nowNs }: { readonly nowNs: () => number }): void {
    recorder = createRecorder({ clock: "virtual", nowNs, maxEvents });
  }

  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_ROUNDS;) {
      const before = recorder.eventCount;
      await new Promise<void>((resolve) => setTimer(() => setNextImmediate(resolve), 0));
      quiet = recorder.eventCount === before ? quiet + 1 : 0;
    }
  }

  return {
    tools: { learnerUrl, record, settle, traceOn, realKernel: () => takeRealKernel(realKernel) },
    trace: () => recorder.trace(),
  };
}

/** Points the event at the line of the learner's file that is running, when one is: the harness has named the file. */
function withSource(event: UnstampedEvent): UnstampedEvent {
  return { ...event, ...sourceOf(topFrame(new Error().stack)) };
}
