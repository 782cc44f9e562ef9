import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { convoy } from "../gil_convoy.ts";

/** Four packets, each of which waits for the lock. */
export function draw(): string {
  return timelineFigure(convoy(4, 5).trace);
}
