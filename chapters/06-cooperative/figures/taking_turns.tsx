import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { threePlans } from "../three_plans.ts";

/** Two plans that give way every 10 ms, and a customer. */
export function draw(): string {
  return timelineFigure(threePlans(10).trace);
}
