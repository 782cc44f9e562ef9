/**
 * A trace in Chrome's trace-event format, which Perfetto (https://ui.perfetto.dev) and chrome://tracing open.
 *
 * Each task becomes a row. On it lie slices, one for each state that the task was in (runnable, running, waiting), and at
 * each event an instant that carries the event unchanged: nothing is lost, and the slices are only a drawing of it. Events of
 * no task share a row of their own; system calls have rows, and who wakes whom is an arrow; queue lengths become a graph.
 *
 * The format counts microseconds, and has no notion of a task: what it calls a thread is used for one.
 */
import { arrows } from "./chrome_arrows.ts";
import type { ChromeEvent } from "./chrome_event.ts";
import { PROCESS, rowNames, rowOf } from "./chrome_rows.ts";
import { slices } from "./chrome_slices.ts";
import type { Trace, TraceEvent } from "./trace.ts";

/** The file that Perfetto opens. */
export interface ChromeTrace {
  /** In no particular order: the reader sorts them. */
  readonly traceEvents: readonly ChromeEvent[];
  /** The unit that the reader shows. */
  readonly displayTimeUnit: "ns";
  /** The rest of the trace. */
  readonly otherData: Omit<Trace, "events">;
}

/** A trace as a value that `JSON.stringify` turns into a file for Perfetto. */
export function toChromeTrace(trace: Trace): ChromeTrace {
  const { events, ...otherData } = trace;
  return {
    traceEvents: [...rowNames(trace), ...slices(events), ...arrows(events), ...events.flatMap(marks)],
    displayTimeUnit: "ns",
    otherData,
  };
}

/** The instant of an event, and the point of its graph. */
function marks(event: TraceEvent): ChromeEvent[] {
  const at = { pid: PROCESS, tid: rowOf(event), ts: event.atNs / 1_000 };
  const instant: ChromeEvent = { ph: "i", name: event.kind, s: "t", ...at, args: { event } };
  const point = pointOf(event);
  return point === null ? [instant] : [instant, { ph: "C", ...at, ...point }];
}

/** What an event adds to a graph. */
function pointOf(event: TraceEvent): Pick<ChromeEvent, "name" | "args"> | null {
  switch (event.kind) {
    case "queue-length":
      return { name: `length of ${event.queue}`, args: { length: event.length } };
    case "bytes-unread":
      return { name: `unread of ${event.descriptor}`, args: { bytes: event.bytes } };
    case "ring-moved":
      return { name: `${event.queue} queue of ${event.ring}`, args: { entries: (event.tail - event.head) >>> 0 } };
    default:
      return null;
  }
}
