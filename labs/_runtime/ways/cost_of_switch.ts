/**
 * What it costs to go from one report to the other.
 *
 * A round lasts long enough for a coarse clock, browsers' included, and is short enough to fall between two interruptions.
 * What else the machine does can only make rounds longer, so that the cost is read where a quarter of the rounds were faster:
 * the very fastest may have been spared a garbage collection that belongs to it. What beginning and ending cost is spread over
 * thousands of switches.
 */
import type { Way } from "./way.ts";

/** What measuring needs, and how patient it is. */
export interface CostOptions {
  /** A clock in milliseconds. */
  readonly now: () => number;
  /** How long one round should take at least. */
  readonly roundMs?: number;
  /** How many there are after the first ones. */
  readonly rounds?: number;
}

/** Unless asked otherwise. */
export const ROUND_MS = 2;
/** Unless asked otherwise. */
export const ROUNDS = 61;

const FIRST_DAYS = 100;
/** No engine is so fast that more would be needed; a clock that stands still must not keep us for ever. */
const MOST_DAYS = 2 ** 24;

/** Nanoseconds a switch. */
export async function nsPerSwitch(
  way: Way,
  { now, roundMs = ROUND_MS, rounds = ROUNDS }: CostOptions,
): Promise<number> {
  let days = FIRST_DAYS;
  // The first rounds find out how many days are enough, and warm the engine up.
  while (days < MOST_DAYS && await msOfFastest(way, days, now) < roundMs) days *= 2;
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) taken.push(await msOfRound(way, days, now));
  const quarter = taken.sort((a, b) => a - b)[Math.floor(rounds / 4)]!;
  return quarter * 1e6 / (2 * days);
}

/** Of three rounds: an interruption must not pass for work. */
async function msOfFastest(way: Way, days: number, now: () => number): Promise<number> {
  let fastest = Infinity;
  for (let round = 0; round < 3; round++) fastest = Math.min(fastest, await msOfRound(way, days, now));
  return fastest;
}

async function msOfRound(way: Way, days: number, now: () => number): Promise<number> {
  const takeTurns = await way.pair(days);
  const began = now();
  await takeTurns();
  return now() - began;
}
