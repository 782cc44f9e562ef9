/** How ladders of sizes and of durations are divided. */
import type { LadderScale } from "./ladder_svg.tsx";
import { durationWords } from "./time_scale.ts";

const UNITS = [
  { name: "TiB", bytes: 2 ** 40 },
  { name: "GiB", bytes: 2 ** 30 },
  { name: "MiB", bytes: 2 ** 20 },
  { name: "KiB", bytes: 2 ** 10 },
] as const;

/** A size in the largest unit that keeps it at or above one: `8 MiB`, `1.82 KiB`, `233 B`. */
export function sizeWords(bytes: number): string {
  const unit = UNITS.find((candidate) => bytes >= candidate.bytes);
  return unit === undefined ? `${Math.round(bytes)} B` : `${Number((bytes / unit.bytes).toPrecision(3))} ${unit.name}`;
}

/** Bytes: each line is 32 times larger, every second one a step from B to KiB to MiB. */
export const SIZES: LadderScale = { step: 32, labelEvery: 2, words: sizeWords };

/** Nanoseconds: each line is ten times longer. */
export const DURATIONS: LadderScale = { step: 10, labelEvery: 3, words: durationWords };
