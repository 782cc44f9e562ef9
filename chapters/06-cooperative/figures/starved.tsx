import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { threePlans } from "../three_plans.ts";

/** The same tasks when the plan for Lille does not give way. */
export function draw(): string {
  return timelineFigure(threePlans(10, 60).trace);
}
