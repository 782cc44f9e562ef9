import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { traceOf, turns } from "../three_competitors.ts";

/** Two tasks with long slices and one with short ones, as EEVDF lets them run in virtual time. */
export function draw(): string {
  return timelineFigure(traceOf(turns(72)));
}
