import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { day } from "../depot_day.ts";
import { retries } from "../two_rules.ts";

/** The system calls of the run that goes on until nothing is ready. */
export function draw(): string {
  return timelineFigure(day(retries, "until nothing is ready").trace);
}
