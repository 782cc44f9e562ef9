import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { heard, readWhoIsReady } from "../one_by_one.ts";

/** The trace of the same scanners under select. */
export function draw(): string {
  return timelineFigure(heard(readWhoIsReady).trace);
}
