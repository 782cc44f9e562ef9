/** Durations on a logarithmic ladder: each step to the right is ten times longer. */
import { ladder } from "./ladder.tsx";
import { DURATIONS } from "./ladder_scales.ts";

/** One duration. */
export interface LadderRung {
  readonly name: string;
  readonly ns: number;
  /** Where a quoted figure comes from; `null` for one that was measured while the page was made. */
  readonly source: string | null;
}

/** The ladder as an SVG string, shortest rung first. Throws `RangeError` on a duration that has no logarithm. */
export function latencyLadder(rungs: readonly LadderRung[]): string {
  const wrong = rungs.find((rung) => !(rung.ns > 0 && Number.isFinite(rung.ns)));
  if (wrong !== undefined) {
    throw new RangeError(`latencyLadder: ${wrong.name} takes ${wrong.ns} ns; give a time above 0`);
  }
  const values = rungs.map(({ name, ns, source }) => ({ name, value: ns, source }));
  return ladder(values, DURATIONS);
}
