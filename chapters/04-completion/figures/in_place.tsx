import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { serve } from "../cold_read.ts";

/** The trace of a loop that reads in place. */
export function draw(): string {
  return timelineFigure(serve("in place").trace);
}
