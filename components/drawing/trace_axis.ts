/** Lays a trace's events along one axis. */
import type { Trace } from "../../labs/_runtime/trace/trace.ts";
import type { TraceAxis } from "./shapes.ts";

/**
 * By time where time passes; by order where it does not (a model whose clock stood still), or every event would fall on one
 * point. A time that runs backwards is drawn at the latest time seen before it: a trace may come from a stranger's process.
 */
export function traceAxis(trace: Trace): TraceAxis {
  let latest = 0;
  const times = trace.events.map((event) => latest = Math.max(latest, Number.isFinite(event.atNs) ? event.atNs : 0));
  if (latest > 0) return { unit: "nanoseconds", start: 0, end: latest, positions: times };
  const positions = trace.events.map((_, index) => index);
  return { unit: "order", start: 0, end: Math.max(1, trace.events.length - 1), positions };
}
