/** The slices of a Chrome trace: one for each stay of a task in a state, one for each system call. */
import type { ChromeEvent } from "./chrome_event.ts";
import { callRowOf, PROCESS } from "./chrome_rows.ts";
import type { TraceEvent } from "./trace.ts";

/** A slice that has begun. */
interface OpenSlice {
  readonly name: string;
  readonly sinceNs: number;
}

/** What an event does to a row: ends its open slice, and begins the next one unless `begins` is `null`. */
interface Turn {
  readonly row: number;
  readonly begins: string | null;
  readonly args?: { readonly [name: string]: unknown };
}

/** All slices; one that the trace does not see end lasts until its last event. */
export function slices(events: readonly TraceEvent[]): ChromeEvent[] {
  const done: ChromeEvent[] = [];
  const open = new Map<number, OpenSlice>();

  function end(tid: number, untilNs: number, args = {}): void {
    const slice = open.get(tid);
    open.delete(tid);
    if (slice === undefined) return;
    const [ts, dur] = [slice.sinceNs / 1_000, (untilNs - slice.sinceNs) / 1_000];
    done.push({ ph: "X", name: slice.name, pid: PROCESS, tid, ts, dur, args });
  }

  for (const event of events) {
    const turn = turnAt(event);
    if (turn === null) continue;
    end(turn.row, event.atNs, turn.args);
    if (turn.begins !== null) open.set(turn.row, { name: turn.begins, sinceNs: event.atNs });
  }
  const endNs = events.at(-1)?.atNs ?? 0;
  for (const row of [...open.keys()]) end(row, endNs);
  return done;
}

function turnAt(event: TraceEvent): Turn | null {
  switch (event.kind) {
    case "task-spawned":
    case "task-yielded":
    case "task-preempted":
    case "task-woken":
      return { row: event.task, begins: "runnable" };
    case "task-started":
      return { row: event.task, begins: "running" };
    case "task-blocked":
      return { row: event.task, begins: `waiting for ${event.on.kind} ${event.on.name}` };
    case "task-finished":
    case "task-failed":
      return { row: event.task, begins: null };
    case "system-call-entered":
      return { row: callRowOf(event.task), begins: event.call };
    case "system-call-returned":
      return { row: callRowOf(event.task), begins: null, args: { result: event.result } };
    default:
      return null;
  }
}
