/** Trace → lanes, bars and marks. */
import type { Trace } from "../../labs/_runtime/trace/trace.ts";
import { hostLanes } from "./host_lanes.ts";
import type { TimelineShapes } from "./shapes.ts";
import { taskLanes } from "./task_lanes.ts";
import { traceAxis } from "./trace_axis.ts";

/** Everything that a drawing of the trace needs, with tasks first and the machinery around them below. */
export function timelineShapes(trace: Trace): TimelineShapes {
  const axis = traceAxis(trace);
  const lanes = [...taskLanes(trace, axis), ...hostLanes(trace, axis)];
  return { clock: trace.clock, axis, lanes, truncated: trace.truncated };
}
