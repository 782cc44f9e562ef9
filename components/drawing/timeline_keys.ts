/** What the keys of a timeline mean. */
import type { TraceEvent } from "../../labs/_runtime/trace/trace.ts";

/** The step that a key asks for, or `null` for keys that ask for none. */
export function stepForKey(
  { key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">,
  step: number,
  events: readonly TraceEvent[],
): number | null {
  const last = events.length - 1;
  switch (key) {
    case "ArrowRight":
      return shiftKey ? switchFrom(step, 1, events) : Math.min(last, step + 1);
    case "ArrowLeft":
      return shiftKey ? switchFrom(step, -1, events) : Math.max(0, step - 1);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

/** How much of the axis a key asks for, as a factor. */
export function zoomForKey(key: string): number | null {
  if (key === "+" || key === "=") return 0.5;
  return key === "-" ? 2 : null;
}

/** The next event, in this direction, at which a task begins to run; else the end of the trace. */
function switchFrom(step: number, direction: 1 | -1, events: readonly TraceEvent[]): number {
  let next = step + direction;
  while (events[next] !== undefined && events[next]!.kind !== "task-started") next += direction;
  return Math.min(events.length - 1, Math.max(0, next));
}
