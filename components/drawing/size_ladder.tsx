/** Sizes on a logarithmic ladder: each line to the right is 32 times larger, every second one a step from B to KiB to MiB. */
import { ladder, type Rung } from "./ladder.tsx";

const UNITS = [
  { name: "GiB", bytes: 2 ** 30 },
  { name: "MiB", bytes: 2 ** 20 },
  { name: "KiB", bytes: 2 ** 10 },
] as const;

/** A size in the largest unit that keeps it at or above one: `8 MiB`, `1.82 KiB`, `233 B`. */
export function sizeWords(bytes: number): string {
  const unit = UNITS.find((candidate) => bytes >= candidate.bytes);
  return unit === undefined ? `${Math.round(bytes)} B` : `${Number((bytes / unit.bytes).toPrecision(3))} ${unit.name}`;
}

/** The ladder as an SVG string, smallest rung first; values in bytes. Throws `RangeError` on a size below one byte. */
export function sizeLadder(rungs: readonly Rung[]): string {
  const wrong = rungs.find(({ value }) => !(value >= 1 && Number.isFinite(value)));
  if (wrong !== undefined) {
    throw new RangeError(`sizeLadder: ${wrong.name} takes ${wrong.value} bytes; give one at least`);
  }
  return ladder(rungs, { step: 32, labelEvery: 2, words: sizeWords });
}
