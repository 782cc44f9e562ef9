/** Where things lie in a Chrome trace: the numbers and names of the rows. A task has a row, and one more for its system calls. */
import type { ChromeEvent } from "./chrome_event.ts";
import type { Trace, TraceEvent } from "./trace.ts";

/** The one process. */
export const PROCESS = 1;
/** The row of events that belong to no task; tasks count from 1. */
const LOOP_ROW = 0;
/** System calls would cut across a task's states, which slices of one row must not. */
const FIRST_CALL_ROW = 1_000_000;

/** The row of what belongs to a task, or to none. */
export function rowOf(event: TraceEvent): number {
  return "task" in event && event.task !== undefined ? event.task : LOOP_ROW;
}

/** The row of the system calls that a task makes, or nobody in particular. */
export function callRowOf(task = 0): number {
  return FIRST_CALL_ROW + task;
}

/** Names for the process and for all rows, in the order in which they shall lie. */
export function rowNames({ clock, events }: Trace): ChromeEvent[] {
  const rows = new Map([[LOOP_ROW, "event loop"]]);
  for (const event of events) {
    if (event.kind === "task-spawned") rows.set(event.task, event.name);
    if (event.kind !== "system-call-entered") continue;
    const caller = event.task === undefined ? "" : ` of ${rows.get(event.task) ?? `task ${event.task}`}`;
    rows.set(callRowOf(event.task), `system calls${caller}`);
  }
  const process = { ph: "M", name: "process_name", pid: PROCESS, tid: LOOP_ROW, ts: 0 } as const;
  return [
    { ...process, args: { name: clock === "virtual" ? "run in virtual time" : "run in real time" } },
    ...[...rows].flatMap(([tid, name], index): ChromeEvent[] => {
      const row = { ph: "M", pid: PROCESS, tid, ts: 0 } as const;
      return [
        { ...row, name: "thread_name", args: { name } },
        { ...row, name: "thread_sort_index", args: { sort_index: index } },
      ];
    }),
  ];
}
