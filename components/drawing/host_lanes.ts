/** Lanes for all that is not a task and no queue: threads, system calls, loop phases, timers, prints, descriptors. */
import type { Trace, TraceEvent } from "../../labs/_runtime/trace/trace.ts";
import { type TaskNames, taskNames } from "./event_sentence.ts";
import type { Bar, Lane, Mark, TraceAxis } from "./shapes.ts";

/** What an event is on its lane: the start of a span, its end, the start of the next of a row of spans, or a moment. */
type Role =
  | { readonly role: "begins" | "ends" | "turns"; readonly lane: string; readonly label: string }
  | { readonly role: "moment"; readonly lane: string; readonly label: string };

function roleOf(event: TraceEvent, names: TaskNames): Role | null {
  switch (event.kind) {
    case "thread-started":
      return { role: "begins", lane: `thread ${event.name}`, label: event.name };
    case "thread-finished":
      return { role: "ends", lane: `thread ${event.thread}`, label: "" };
    case "system-call-entered":
      return { role: "begins", lane: callLane(event.task, names), label: event.call };
    case "system-call-returned":
      return { role: "ends", lane: callLane(event.task, names), label: `${event.call} = ${event.result}` };
    case "loop-phase":
      return { role: "turns", lane: "loop", label: event.phase };
    case "timer-set":
      return { role: "moment", lane: "timers", label: `set ${event.timer}` };
    case "timer-fired":
      return { role: "moment", lane: "timers", label: `fired ${event.timer}` };
    case "microtask":
      return { role: "moment", lane: "microtasks", label: event.name };
    case "printed":
      return { role: "moment", lane: "printed", label: event.text };
    case "descriptor-ready":
      return { role: "moment", lane: "descriptors", label: `${event.descriptor} ${event.events}` };
    case "queue-length":
    case "descriptor-opened":
    case "descriptor-closed":
    case "interest-changed":
    case "ready-list":
    case "bytes-unread":
    case "ring-moved":
    case "machine-state":
    case "instruction-executed":
    case "task-spawned":
    case "task-started":
    case "task-yielded":
    case "task-preempted":
    case "task-blocked":
    case "task-woken":
    case "task-finished":
    case "task-failed":
      return null;
    default:
      // A trace recorded by a newer version may hold kinds that this one does not know: they are left out.
      return null;
  }
}

function callLane(task: number | undefined, names: TaskNames): string {
  return task === undefined ? "system calls" : `system calls of ${names.get(task) ?? `task ${task}`}`;
}

/** A host lane while the events are read. */
interface OpenLane {
  open: { readonly label: string; readonly eventIndex: number } | null;
  readonly bars: Bar[];
  readonly marks: Mark[];
}

/** Lanes in the order in which they first appear. */
export function hostLanes(trace: Trace, axis: TraceAxis): Lane[] {
  const lanes = new Map<string, OpenLane>();
  const threadNames = new Map<number, string>();
  const names = taskNames(trace);
  const at = (eventIndex: number) => axis.positions[eventIndex] ?? axis.end;

  function close(lane: OpenLane, to: number): void {
    if (lane.open === null) return;
    const { label, eventIndex } = lane.open;
    const [from, source] = [at(eventIndex), trace.events[eventIndex]?.source ?? null];
    // In virtual time most system calls take none: a bar without a length would not be seen.
    if (to > from) lane.bars.push({ state: "outside", from, to, label, eventIndex, source });
    else lane.marks.push({ kind: "note", at: from, label, eventIndex });
    lane.open = null;
  }

  trace.events.forEach((event, eventIndex) => {
    const role = roleOf(event, names);
    if (role === null) return;
    if (event.kind === "thread-started") threadNames.set(event.thread, event.name);
    const name = event.kind === "thread-finished"
      ? `thread ${threadNames.get(event.thread) ?? event.thread}`
      : role.lane;
    const lane = lanes.get(name) ?? { open: null, bars: [], marks: [] };
    lanes.set(name, lane);
    if (role.role === "moment") {
      lane.marks.push({ kind: "note", at: at(eventIndex), label: role.label, eventIndex });
      return;
    }
    close(lane, at(eventIndex));
    if (role.role !== "ends") lane.open = { label: role.label, eventIndex };
  });
  return [...lanes].map(([name, lane]) => {
    close(lane, axis.end);
    return { key: `host-${name}`, name, bars: lane.bars, marks: lane.marks };
  });
}
