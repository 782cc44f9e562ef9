import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { consume } from "../thrown_out.ts";

/** Heartbeats that come due while a batch of 60 seconds keeps the thread. */
export function draw(): string {
  return timelineFigure(consume(60_000).trace);
}
