/**
 * A trace in Chrome's trace-event format, which Perfetto (https://ui.perfetto.dev) and chrome://tracing open.
 *
 * Each task becomes a row. On it lie slices, one for each state that the task was in (runnable, running, waiting), and at
 * each event an instant that carries the event unchanged: nothing is lost, and the slices are only a drawing of it. Events of
 * no task share a row of their own; queue lengths become a graph.
 *
 * The format is "Trace Event Format" by the Chrome tracing team. It counts microseconds, and has no notion of a task: what it
 * calls a thread is used for one.
 */
import type { Trace, TraceEvent } from "./trace.ts";

/** One entry of the format, as far as it is used here; the short names are the format's. */
export interface ChromeEvent {
  /** `X` slice, `i` instant, `C` counter, `M` metadata. */
  readonly ph: "X" | "i" | "C" | "M";
  /** What is written on it. */
  readonly name: string;
  /** The process: always the same one. */
  readonly pid: number;
  /** The row, a thread to the format: a task's number, or 0. */
  readonly tid: number;
  /** Microseconds since the run began. */
  readonly ts: number;
  /** Of a slice: its length in microseconds. */
  readonly dur?: number;
  /** Of an instant: `t`, it belongs to its row. */
  readonly s?: "t";
  /** Shown when it is selected. */
  readonly args: { readonly [name: string]: unknown };
}

/** The file that Perfetto opens. */
export interface ChromeTrace {
  /** In no particular order: the reader sorts them. */
  readonly traceEvents: readonly ChromeEvent[];
  /** The unit that the reader shows. */
  readonly displayTimeUnit: "ns";
  /** The rest of the trace. */
  readonly otherData: Omit<Trace, "events">;
}

const PROCESS = 1;
/** The row of events that belong to no task; tasks count from 1. */
const LOOP_ROW = 0;

/** A trace as a value that `JSON.stringify` turns into a file for Perfetto. */
export function toChromeTrace(trace: Trace): ChromeTrace {
  const { events, ...otherData } = trace;
  return {
    traceEvents: [...rowNames(events), ...stateSlices(events), ...events.flatMap(marks)],
    displayTimeUnit: "ns",
    otherData,
  };
}

function rowNames(events: readonly TraceEvent[]): ChromeEvent[] {
  const names: [number, string][] = [[LOOP_ROW, "event loop"]];
  for (const event of events) if (event.kind === "task-spawned") names.push([event.task, event.name]);
  return names.map(([tid, name]) => ({ ph: "M", name: "thread_name", pid: PROCESS, tid, ts: 0, args: { name } }));
}

/** The instant of an event, and the point of its graph. */
function marks(event: TraceEvent): ChromeEvent[] {
  const tid = "task" in event && event.task !== undefined ? event.task : LOOP_ROW;
  const at = { pid: PROCESS, tid, ts: event.atNs / 1_000 };
  const instant: ChromeEvent = { ph: "i", name: event.kind, s: "t", ...at, args: { event } };
  if (event.kind !== "queue-length") return [instant];
  return [instant, { ph: "C", name: `length of ${event.queue}`, ...at, args: { length: event.length } }];
}

/** A state that a task has entered and not yet left. */
interface OpenState {
  readonly name: string;
  readonly sinceNs: number;
}

/** One slice for each stay of a task in a state; a stay that the trace does not see end lasts until its last event. */
function stateSlices(events: readonly TraceEvent[]): ChromeEvent[] {
  const slices: ChromeEvent[] = [];
  const open = new Map<number, OpenState>();
  const close = (task: number, untilNs: number) => {
    const state = open.get(task);
    open.delete(task);
    if (state === undefined) return;
    const [ts, dur] = [state.sinceNs / 1_000, (untilNs - state.sinceNs) / 1_000];
    slices.push({ ph: "X", name: state.name, pid: PROCESS, tid: task, ts, dur, args: {} });
  };
  for (const event of events) {
    const entered = stateAfter(event);
    if (entered === null) continue;
    close(entered.task, event.atNs);
    if (entered.state !== null) open.set(entered.task, { name: entered.state, sinceNs: event.atNs });
  }
  const endNs = events.at(-1)?.atNs ?? 0;
  for (const task of [...open.keys()]) close(task, endNs);
  return slices;
}

/** The state in which an event leaves its task (`null`: none, it has ended), or `null` when it changes no state. */
function stateAfter(event: TraceEvent): { task: number; state: string | null } | null {
  switch (event.kind) {
    case "task-spawned":
    case "task-yielded":
    case "task-preempted":
    case "task-woken":
      return { task: event.task, state: "runnable" };
    case "task-started":
      return { task: event.task, state: "running" };
    case "task-blocked":
      return { task: event.task, state: `waiting for ${event.on.kind} ${event.on.name}` };
    case "task-finished":
    case "task-failed":
      return { task: event.task, state: null };
    default:
      return null;
  }
}
