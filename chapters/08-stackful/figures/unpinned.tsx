import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { afternoon } from "../pinned.ts";

/** The same requests, when who waits in a block gives its carrier back. */
export function draw(): string {
  return timelineFigure(afternoon(false).trace);
}
