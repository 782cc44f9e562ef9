/** What a turn of a coroutine costs, by any clock. */
import type { DeepCoroutine } from "./deep_coroutine.ts";

/** How it is measured. */
export interface TurnCostOptions {
  /** How many calls deep it is suspended. */
  readonly depth: number;
  /** Monotonic milliseconds, as `performance.now`. */
  readonly nowMs: () => number;
  /** Turns of a round; by default 2,000. */
  readonly turns?: number;
  /** The middle one of so many rounds counts; by default 21. Before them come as many that do not count. */
  readonly rounds?: number;
}

/** Nanoseconds a turn: the median over rounds, once the engine has compiled what it runs. */
export async function turnNs(
  coroutine: DeepCoroutine,
  { depth, nowMs, turns = 2_000, rounds = 21 }: TurnCostOptions,
): Promise<number> {
  const each: number[] = [];
  for (let round = 0; round < 2 * rounds; round++) {
    const startedMs = nowMs();
    await coroutine.takeTurns(turns, depth);
    if (round >= rounds) each.push((nowMs() - startedMs) * 1e6 / turns);
  }
  return each.sort((a, b) => a - b)[rounds >> 1]!;
}
