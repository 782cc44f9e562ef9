import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { morning } from "../a_morning.ts";
import { day } from "../depot_day.ts";

/** The system calls of one morning, and what was printed. */
export function draw(): string {
  return timelineFigure(day(morning).trace);
}
