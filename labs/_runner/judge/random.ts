/**
 * Random numbers from a seed, so that a run can be repeated exactly.
 *
 * The generator is mulberry32 by Tommy Ettinger (public domain): 32 bits of state, every seed of full period, far more than
 * enough to draw inputs. It is no source of secrets.
 */
import type { Random } from "../lab.ts";

/** A `Random` whose numbers follow from `seed`, an integer from 0 to 2^32 - 1. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;

  /** From 0 up to, not including, 1. */
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  function integer(low: number, high: number): number {
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || low > high) {
      throw new RangeError(`integer(${low}, ${high}): give two integers, the lower first`);
    }
    return low + Math.floor(next() * (high - low + 1));
  }

  function pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError("pick([]): there is nothing to pick from");
    return items[integer(0, items.length - 1)]!;
  }

  /** Fisher and Yates: every order is equally likely. */
  function shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = integer(0, last);
      [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
    }
    return shuffled;
  }

  return { integer, pick, shuffle };
}
