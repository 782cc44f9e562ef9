import { machineFigure } from "../../../components/drawing/machine_figure.tsx";
import { grownRun } from "../grow.ts";

/** A full stack, and the same in a block twice as large. */
export function draw(): string {
  const { trace, full, grown } = grownRun();
  return machineFigure(trace, [
    { step: full, words: "add_parcel needs one word more than there is" },
    { step: grown, words: "the same words in a block twice as large" },
  ]);
}
