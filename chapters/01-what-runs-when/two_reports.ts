import { quantile } from "../_listings/quantile.ts";

type ScansOfTheDay = () => Promise<readonly Scan[]>;

interface Scan {
  readonly depot: number;
  readonly grams: number;
}

// #region shown
async function report(scansOfTheDay: ScansOfTheDay) {
  const scans = await scansOfTheDay();
  const grams = new Array<number>(64).fill(0);
  for (let pass = 0; pass < 60; pass++) {
    for (const scan of scans) grams[scan.depot]! += scan.grams;
  }
  return grams;
}
// #endregion

const scans = Array.from({ length: 200_000 }, (_, index) => ({ depot: index % 64, grams: index % 5_000 }));
const scansOfTheDay = () => Promise.resolve(scans);

const both = () => Promise.all([report(scansOfTheDay), report(scansOfTheDay)]);

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const median = (values: readonly number[]) => quantile(values, 0.5).toFixed(0);

// In turn, so that whatever else this machine does falls on both alike; the first rounds only warm the compiler up.
const rounds: { alone: number; together: number }[] = [];
for (let round = 0; round < 12; round++) {
  rounds.push({ alone: await milliseconds(() => report(scansOfTheDay)), together: await milliseconds(both) });
}
const warm = rounds.slice(3);
console.log(`one report:                  ${median(warm.map((round) => round.alone))} ms`);
console.log(`two, both under Promise.all: ${median(warm.map((round) => round.together))} ms`);
