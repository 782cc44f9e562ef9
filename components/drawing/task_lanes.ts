/** One lane a task: its states as bars, its end as a mark. */
import type { SourcePosition, Trace, TraceEvent } from "../../labs/_runtime/trace/trace.ts";
import type { Bar, BarState, Lane, Mark, TimelineShapes, TraceAxis } from "./shapes.ts";

type TaskEvent = Extract<TraceEvent, { readonly task: number }>;

/** The state that an event puts its task in; `null` ends the task. */
function stateAfter(event: TaskEvent): BarState | null {
  switch (event.kind) {
    case "task-spawned":
    case "task-yielded":
    case "task-preempted":
    case "task-woken":
      return "runnable";
    case "task-started":
      return "running";
    case "task-blocked":
      return "waiting";
    case "task-finished":
    case "task-failed":
      return null;
  }
}

/** A lane while the events are read: the bar that is still open, and what lies behind it. */
interface OpenLane {
  name: string;
  open:
    | { readonly state: BarState; readonly label: string; readonly eventIndex: number; source: SourcePosition | null }
    | null;
  readonly bars: Bar[];
  readonly marks: Mark[];
}

function isTaskEvent(event: TraceEvent): event is TaskEvent {
  return event.kind.startsWith("task-");
}

/** Closes the open bar at `to`. A bar of no length is dropped: on a virtual clock most code takes no time. */
function close(lane: OpenLane, axis: TraceAxis, to: number): void {
  if (lane.open === null) return;
  const from = axis.positions[lane.open.eventIndex] ?? axis.start;
  if (to > from) lane.bars.push({ ...lane.open, from, to });
  lane.open = null;
}

/** Lanes in the order in which the tasks first appear. */
export function taskLanes(trace: Trace, { axis, sources }: Pick<TimelineShapes, "axis" | "sources">): Lane[] {
  const lanes = new Map<number, OpenLane>();
  trace.events.forEach((event, eventIndex) => {
    if (!isTaskEvent(event)) return;
    const lane = lanes.get(event.task) ?? { name: `task ${event.task}`, open: null, bars: [], marks: [] };
    lanes.set(event.task, lane);
    if (event.kind === "task-spawned") lane.name = event.name;
    const at = axis.positions[eventIndex] ?? axis.end;
    close(lane, axis, at);
    if (event.kind === "task-yielded") lane.marks.push({ kind: "yielded", at, label: "", eventIndex });
    if (event.kind === "task-preempted") lane.marks.push({ kind: "preempted", at, label: "", eventIndex });
    const state = stateAfter(event);
    if (state === null) {
      const kind = event.kind === "task-failed" ? "failed" : "finished";
      lane.marks.push({ kind, at, label: event.kind === "task-failed" ? event.error : "", eventIndex });
    } else {
      const label = event.kind === "task-blocked" ? event.on.name : "";
      lane.open = { state, label, eventIndex, source: sources[eventIndex] ?? null };
    }
  });
  return [...lanes].map(([task, lane]) => {
    close(lane, axis, axis.end);
    return { key: `task-${task}`, name: lane.name, bars: lane.bars, marks: lane.marks };
  });
}
