/** Which line of the learner's file each event belongs to. */
import type { SourcePosition, Trace } from "../../labs/_runtime/trace/trace.ts";

/**
 * The line that an event names; for a task that is woken or goes on, the line at which it stopped, since that is where it goes
 * on. `null` where nothing is known.
 */
export function eventSources(trace: Trace): (SourcePosition | null)[] {
  const stoppedAt = new Map<number, SourcePosition | null>();
  return trace.events.map((event) => {
    const own = event.source ?? null;
    switch (event.kind) {
      case "task-blocked":
      case "task-yielded":
      case "task-preempted":
        stoppedAt.set(event.task, own);
        return own;
      case "task-woken":
      case "task-started":
        return own ?? stoppedAt.get(event.task) ?? null;
      default:
        return own;
    }
  });
}
