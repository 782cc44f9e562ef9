/**
 * What it costs to go from one report to the other.
 *
 * A round lasts long enough for a coarse clock, browsers' included, and the median of several rounds forgets the ones in
 * which the machine was busy elsewhere. What beginning and ending cost is spread over thousands of switches.
 */
import type { Way } from "./way.ts";

/** What measuring needs, and how patient it is. */
export interface CostOptions {
  /** A clock in milliseconds. */
  readonly now: () => number;
  /** How long one round should take at least. */
  readonly roundMs?: number;
  /** The median of so many is taken. */
  readonly rounds?: number;
}

/** Unless asked otherwise. */
export const ROUND_MS = 15;
/** Unless asked otherwise. */
export const ROUNDS = 9;

const FIRST_DAYS = 100;
/** No engine is so fast that more would be needed; a clock that stands still must not keep us for ever. */
const MOST_DAYS = 2 ** 24;

/** Nanoseconds a switch. */
export async function nsPerSwitch(
  way: Way,
  { now, roundMs = ROUND_MS, rounds = ROUNDS }: CostOptions,
): Promise<number> {
  let days = FIRST_DAYS;
  // The first rounds find out how long is long enough, and warm the engine up.
  while (await msOfRound(way, days, now) < roundMs && days < MOST_DAYS) days *= 2;
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) taken.push(await msOfRound(way, days, now));
  const median = taken.sort((a, b) => a - b)[Math.floor(rounds / 2)]!;
  return median * 1e6 / (2 * days);
}

async function msOfRound(way: Way, days: number, now: () => number): Promise<number> {
  const takeTurns = await way.pair(days);
  const began = now();
  await takeTurns();
  return now() - began;
}
