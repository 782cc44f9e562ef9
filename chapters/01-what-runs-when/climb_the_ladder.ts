/** Times a few short things on this machine. Medians: the smallest value flatters, the mean is bent by rare long ones. */
import { setImmediate } from "node:timers";

export interface Rung {
  readonly name: string;
  readonly ns: number;
}

/** What is timed. */
export type Once = () => Promise<unknown> | void;

// #region measure
export async function median(times: number, once: Once) {
  const taken: number[] = [];
  for (let time = 0; time < times; time++) {
    const began = performance.now();
    await once();
    taken.push((performance.now() - began) * 1e6);
  }
  return taken.sort((a, b) => a - b)[Math.floor(times / 2)]!;
}

/** Too short for the clock, so many are timed together. */
async function readyAwait(): Promise<number> {
  const awaits = 10_000;
  const together = await median(20, async () => {
    for (let turn = 0; turn < awaits; turn++) await null;
  });
  return together / awaits;
}

function loopTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
// #endregion

/** What the scanners of some depots send in a day, as one JSON text of about 1 MB. */
function scansOfADay(): string {
  const scans = Array.from({ length: 16_000 }, (_, index) => ({ parcel: `P-${index}`, depot: "Ghent", at: index * 5 }));
  return JSON.stringify(scans.map((scan) => ({ ...scan, note: "scanned" })));
}

/** Rungs that need no permission. */
export async function climb(): Promise<Rung[]> {
  const scans = scansOfADay();
  return [
    { name: "await something that is ready", ns: await readyAwait() },
    { name: "one turn of the loop (setImmediate)", ns: await median(500, loopTurn) },
    { name: "JSON.parse of 1 MB of scans", ns: await median(20, () => void JSON.parse(scans)) },
  ];
}

if (import.meta.main) {
  for (const { name, ns } of await climb()) console.log(`${name.padEnd(36)} ${(ns / 1000).toFixed(2).padStart(9)} µs`);
}
