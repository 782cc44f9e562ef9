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

// #region walk
/** Follows the links, one in each line, until it is back at the first. */
function walk(links: Int32Array): number {
  let at = 0;
  do at = links[at]!; while (at !== 0);
  return at;
}

/** How much longer a walk takes when another one has been made in between. */
function extraNs(mine: Int32Array, others: Int32Array): number {
  const alone: number[] = [];
  const inTurn: number[] = [];
  for (let round = 0; round < 60; round++) {
    walk(mine);
    alone.push(timed(mine));
    walk(others);
    inTurn.push(timed(mine));
  }
  return median(inTurn) - median(alone);
}
// #endregion

function timed(links: Int32Array): number {
  const began = performance.now();
  walk(links);
  return (performance.now() - began) * 1e6;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
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
  const rings = sizesKib.map(ringOf);
  for (const ring of rings) for (let warm = 0; warm < 40; warm++) walk(ring);
  return new Map(sizesKib.map((kib, index) => [kib, extraNs(rings[index]!, others)]));
}

if (import.meta.main) {
  for (const [kib, ns] of lostToOthers([16, 64, 256])) {
    console.log(`a task with ${`${kib}`.padStart(3)} KiB of its own loses ${(ns / 1000).toFixed(1).padStart(6)} µs`);
  }
}
