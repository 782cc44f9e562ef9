import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { serve } from "../cold_read.ts";

/** The trace of the same loop with the read submitted. */
export function draw(): string {
  return timelineFigure(serve("submitted").trace);
}
