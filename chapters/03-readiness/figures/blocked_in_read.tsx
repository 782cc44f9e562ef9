import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { heard, readInTurn } from "../one_by_one.ts";

/** The trace of the calls that block. */
export function draw(): string {
  return timelineFigure(heard(readInTurn).trace);
}
