/**
 * The other half of a switch: what was in the cache is gone. Two walkers take turns on one thread, without any kernel: each
 * goes once through memory of its own, by links, so that each step waits for the one before.
 *
 * Walking by links in random order is the worst case; a loop over an array, which the processor can foresee, loses less.
 */

/** The lines of a cache hold 64 bytes on nearly every processor. */
const LINE_BYTES = 64;
const WORDS_PER_LINE = LINE_BYTES / 4;
/** What the other one goes through. */
const OTHER_KIB = 2_048;
const ROUNDS = 40;

/** A task with memory of its own, and how long its walks took. */
interface Walker {
  readonly mine: Int32Array;
  readonly alone: number[];
  readonly inTurn: number[];
}

// #region walk
/** Follows the links, one in each line, until it is back at the first. */
function walk(links: Int32Array): number {
  let at = 0;
  do at = links[at]!; while (at !== 0);
  return at;
}

/** A walk after one's own, and one after somebody else's. */
function round({ mine, alone, inTurn }: Walker, others: Int32Array) {
  walk(mine);
  alone.push(timedNs(mine));
  walk(others);
  inTurn.push(timedNs(mine));
}
// #endregion

function timedNs(links: Int32Array): number {
  const began = performance.now();
  walk(links);
  return (performance.now() - began) * 1e6;
}

/** Of the calmest: what else this machine does can only make a walk longer. */
function lowestTenth(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 10)]!;
}

/** A ring through all lines of so much memory, in an order that no prefetcher guesses. */
function ringOf(kib: number): Int32Array {
  const lines = kib * 1024 / LINE_BYTES;
  const order = Array.from({ length: lines }, (_, line) => line);
  let seed = 1;
  for (let last = lines - 1; last > 1; last--) {
    seed = (seed * 48_271) % 2_147_483_647;
    const other = 1 + seed % last;
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  const links = new Int32Array(lines * WORDS_PER_LINE);
  order.forEach((line, index) => links[line * WORDS_PER_LINE] = order[(index + 1) % lines]! * WORDS_PER_LINE);
  return links;
}

/** KiB that a task works on → nanoseconds that it loses to another one's turn. */
export function lostToOthers(sizesKib: readonly number[]): ReadonlyMap<number, number> {
  const others = ringOf(OTHER_KIB);
  const walkers = sizesKib.map((kib): Walker => ({ mine: ringOf(kib), alone: [], inTurn: [] }));
  for (const { mine } of walkers) for (let warm = 0; warm < 40; warm++) walk(mine);
  for (let turn = 0; turn < ROUNDS; turn++) for (const walker of walkers) round(walker, others);
  const lostNs = walkers.map(({ alone, inTurn }) => lowestTenth(inTurn) - lowestTenth(alone));
  return new Map(sizesKib.map((kib, index) => [kib, lostNs[index]!]));
}

if (import.meta.main) {
  for (const [kib, ns] of lostToOthers([16, 64, 256])) {
    console.log(`${`${kib}`.padStart(3)} KiB of its own: ${(ns / 1000).toFixed(1).padStart(6)} µs`);
  }
}
