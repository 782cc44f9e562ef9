/** What it costs to give way, in three places. Medians of several rounds. */
import { setImmediate } from "node:timers";
import { quantile } from "../_listings/quantile.ts";
import { runTasks, type Steps } from "./run_tasks.ts";

const ROUNDS = 15;

async function nsEach(times: number, body: () => Promise<void> | void): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    await body();
    taken.push((performance.now() - began) * 1e6 / times);
  }
  return quantile(taken, 0.5);
}

// #region measured
function* givesWay(times: number): Steps {
  for (let time = 0; time < times; time++) yield;
}

async function awaitsReady(times: number) {
  for (let time = 0; time < times; time++) await null;
}

async function goesRoundTheLoop(times: number) {
  for (let time = 0; time < times; time++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
// #endregion

const rows: [string, number][] = [
  ["yield to our scheduler", await nsEach(200_000, () => runTasks([givesWay(100_000), givesWay(100_000)]))],
  ["await something ready", await nsEach(100_000, () => awaitsReady(100_000))],
  ["go round Deno's loop", await nsEach(2_000, () => goesRoundTheLoop(2_000))],
];
for (const [name, ns] of rows) console.log(`${name.padEnd(24)} ${ns.toFixed(0).padStart(6)} ns`);
