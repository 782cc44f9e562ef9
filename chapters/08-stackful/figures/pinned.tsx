import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { afternoon } from "../pinned.ts";

/** Four carriers, each with a task on it that waits for a lock; whose turn it is has none. */
export function draw(): string {
  return timelineFigure(afternoon(true).trace);
}
