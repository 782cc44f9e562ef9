/** What a turn of a coroutine costs, by any clock. */
import type { DeepCoroutine } from "./deep_coroutine.ts";

/** How it is measured. */
export interface TurnCostOptions {
  /** How many calls deep each is suspended; by default 1. */
  readonly depth?: number;
  /** How many take turns; by default 1. */
  readonly among?: number;
  /** Monotonic milliseconds, as `performance.now`. */
  readonly nowMs: () => number;
  /** Each round takes as many turns as last at least so long; by default 5. */
  readonly roundMs?: number;
  /** The middle one of so many rounds counts; by default 21. */
  readonly rounds?: number;
}

const FIRST_TURNS = 10;
/** No engine is so fast that more would be needed; a clock that stands still must not keep us for ever. */
const MOST_TURNS = 2 ** 24;

/** Nanoseconds a turn. */
export async function turnNs(
  coroutine: DeepCoroutine,
  { depth = 1, among = 1, nowMs, roundMs = 5, rounds = 21 }: TurnCostOptions,
): Promise<number> {
  const taking = coroutine.begin({ depth, among });
  async function msOf(turns: number): Promise<number> {
    const startedMs = nowMs();
    await taking.takeTurns(turns);
    return nowMs() - startedMs;
  }
  let turns = FIRST_TURNS;
  // These find out how many are enough, and by then the engine has compiled what it runs.
  while (await msOf(turns) < roundMs && turns < MOST_TURNS) turns *= 2;
  const each: number[] = [];
  for (let round = 0; round < rounds; round++) each.push(await msOf(turns) * 1e6 / (turns * among));
  await taking.end();
  return each.sort((a, b) => a - b)[rounds >> 1]!;
}
