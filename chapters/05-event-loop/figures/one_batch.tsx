import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { day } from "../depot_day.ts";
import { retries } from "../two_rules.ts";

/** The system calls of the run that looks at the kernel between any two retries. */
export function draw(): string {
  return timelineFigure(day(retries, "what was ready").trace);
}
