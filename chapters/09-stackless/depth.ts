/** What a resume costs when the coroutine that suspends is called by others: generators by `yield*`, async functions by `await`. */

// #region chains
function* stop(): Generator<number, void, void> {
  for (let ring = 0;; ring++) yield ring;
}

function* through(depth: number): Generator<number, void, void> {
  if (depth === 1) yield* stop();
  else yield* through(depth - 1);
}

async function awaiting(depth: number, rings: number): Promise<number> {
  if (depth > 1) return await awaiting(depth - 1, rings);
  const began = performance.now();
  for (let ring = 0; ring < rings; ring++) await undefined;
  return performance.now() - began;
}
// #endregion

function resuming(depth: number, rings: number): number {
  const courier = through(depth);
  courier.next();
  const began = performance.now();
  for (let ring = 0; ring < rings; ring++) courier.next();
  return performance.now() - began;
}

/** How deep the chains are. */
export const DEPTHS = [1, 4, 16, 64, 256] as const;

/** What a resume costs, in nanoseconds. */
interface Cost {
  readonly depth: number;
  readonly generators: number;
  readonly asyncs: number;
}

const ROUNDS = 30;

/** At each depth the calmest of many short rounds: what else the machine does can only add to a cost. */
export async function costs(): Promise<readonly Cost[]> {
  const best = new Map<number, Cost>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const depth of DEPTHS) {
      const rings = Math.ceil(20_000 / Math.sqrt(depth));
      const generators = resuming(depth, rings) * 1e6 / rings;
      const asyncs = await awaiting(depth, rings) * 1e6 / rings;
      const before = best.get(depth) ?? { generators, asyncs };
      best.set(depth, {
        depth,
        generators: Math.min(before.generators, generators),
        asyncs: Math.min(before.asyncs, asyncs),
      });
    }
  }
  return [...best.values()];
}

if (import.meta.main) {
  for (const { depth, generators, asyncs } of await costs()) {
    console.log(depth, generators.toFixed(0), asyncs.toFixed(0));
  }
}
