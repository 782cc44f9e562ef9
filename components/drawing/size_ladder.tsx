/** Sizes on a logarithmic ladder: each line to the right is 32 times larger, every second one a step from B to KiB to MiB. */
import { ladder, type Rung } from "./ladder.tsx";
import { SIZES } from "./ladder_scales.ts";

export { sizeWords } from "./ladder_scales.ts";

/** The ladder as an SVG string, smallest rung first; values in bytes. Throws `RangeError` on a size below one byte. */
export function sizeLadder(rungs: readonly Rung[]): string {
  const wrong = rungs.find(({ value }) => !(value >= 1 && Number.isFinite(value)));
  if (wrong !== undefined) {
    throw new RangeError(`sizeLadder: ${wrong.name} takes ${wrong.value} bytes; give one at least`);
  }
  return ladder(rungs, SIZES);
}
