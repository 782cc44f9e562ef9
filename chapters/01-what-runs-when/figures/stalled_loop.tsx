import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { stalledLoop } from "../stalled_loop.ts";

/** Five pages, a report that computes for 200 ms, and a lag probe, on one thread. */
export async function draw(): Promise<string> {
  const { trace } = await stalledLoop();
  return timelineFigure(trace);
}
