/** One lane a queue: how many are in it, over time. */
import type { Trace } from "../../labs/_runtime/trace/trace.ts";
import type { Lane, QueueStep, TraceAxis } from "./shapes.ts";

/** Lanes in the order in which the queues first appear. */
export function queueLanes(trace: Trace, axis: TraceAxis): Lane[] {
  const queues = new Map<string, QueueStep[]>();
  trace.events.forEach((event, index) => {
    if (event.kind !== "queue-length") return;
    const steps = queues.get(event.queue) ?? [];
    queues.set(event.queue, steps);
    const step = { at: axis.positions[index] ?? axis.end, length: event.length };
    const last = steps.at(-1);
    // Of several lengths at one moment the last is what holds from there on.
    if (last?.at === step.at) steps[steps.length - 1] = step;
    else if (last?.length !== step.length) steps.push(step);
  });
  return [...queues].map(([name, steps]) => ({ key: `queue-${name}`, name, bars: [], marks: [], steps }));
}
