/** The arrows of a Chrome trace, which it calls flows: from the task that wakes or makes another to where that one runs. */
import type { ChromeEvent } from "./chrome_event.ts";
import { PROCESS } from "./chrome_rows.ts";
import type { TraceEvent } from "./trace.ts";

/** An arrow whose head is not known yet. */
interface Tail {
  readonly name: "wakes" | "spawns";
  readonly from: number;
  readonly atNs: number;
}

/** Two entries an arrow. A task that was woken and never ran has none. */
export function arrows(events: readonly TraceEvent[]): ChromeEvent[] {
  const entries: ChromeEvent[] = [];
  const tails = new Map<number, Tail>();
  let id = 0;
  for (const event of events) {
    if (event.kind === "task-woken" && event.by !== undefined) {
      tails.set(event.task, { name: "wakes", from: event.by, atNs: event.atNs });
    } else if (event.kind === "task-spawned" && event.parent !== undefined) {
      tails.set(event.task, { name: "spawns", from: event.parent, atNs: event.atNs });
    } else if (event.kind === "task-started") {
      const tail = tails.get(event.task);
      if (tail === undefined) continue;
      tails.delete(event.task);
      const arrow = { name: tail.name, cat: "wake", id: ++id, pid: PROCESS, args: {} } as const;
      entries.push({ ...arrow, ph: "s", tid: tail.from, ts: tail.atNs / 1_000 });
      entries.push({ ...arrow, ph: "f", bp: "e", tid: event.task, ts: event.atNs / 1_000 });
    }
  }
  return entries;
}
