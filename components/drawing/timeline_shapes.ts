/** Trace → lanes, bars and marks. */
import type { Trace } from "../../labs/_runtime/trace/trace.ts";
import { eventSources } from "./event_sources.ts";
import { hostLanes } from "./host_lanes.ts";
import { queueLanes } from "./queue_lanes.ts";
import type { TimelineShapes } from "./shapes.ts";
import { taskLanes } from "./task_lanes.ts";
import { traceAxis } from "./trace_axis.ts";

/** Everything that a drawing of the trace needs, with tasks first and the machinery around them below. */
export function timelineShapes(trace: Trace): TimelineShapes {
  const axis = traceAxis(trace);
  const sources = eventSources(trace);
  const lanes = [...taskLanes(trace, { axis, sources }), ...queueLanes(trace, axis), ...hostLanes(trace, axis)];
  return { clock: trace.clock, axis, lanes, sources, truncated: trace.truncated };
}
