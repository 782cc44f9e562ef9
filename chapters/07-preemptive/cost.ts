/** What a safe point costs: one report, written in several ways, timed in turn. */
import { STRIDE, watchSafePoints } from "../../labs/_runtime/safepoints/mod.ts";
import { quantile } from "../_listings/quantile.ts";
import { doubleScans, isDouble, type Scan, scansOfADay } from "./double_scans.ts";
import { doubleScansTwin } from "./double_scans_twin.ts";

const flag = new Int32Array(new SharedArrayBuffer(4));

// #region eager
function* lookingEachTurn(scans: readonly Scan[]) {
  let doubles = 0;
  for (let first = 0; first < scans.length; first++) {
    if (Atomics.load(flag, 0) === 1) yield;
    for (let second = first + 1; second < scans.length; second++) {
      if (Atomics.load(flag, 0) === 1) yield;
      if (isDouble(scans[first]!, scans[second]!)) doubles++;
    }
  }
  return doubles;
}
// #endregion

/** A way of writing the report. */
export type Report = (scans: readonly Scan[]) => unknown;

const WAYS: Readonly<Record<string, Report>> = {
  "no safe points": doubleScans,
  "read the flag on each turn": (scans) => lookingEachTurn(scans).next(),
  "count down, in a generator": (scans) => doubleScansTwin(scans).next(),
};

/** Way → nanoseconds for one pair of scans, the median of `rounds` runs of each without the first quarter. */
export function costs(rounds: number, more: Readonly<Record<string, Report>> = {}): ReadonlyMap<string, number> {
  using _watch = watchSafePoints(() => STRIDE); // never raised: we want the price of looking
  const scans = scansOfADay(2_500);
  const pairs = scans.length * (scans.length - 1) / 2;
  const ways = Object.entries({ ...WAYS, ...more });
  const taken = new Map(ways.map(([name]) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, report] of ways) {
      const began = performance.now();
      report(scans);
      taken.get(name)!.push((performance.now() - began) * 1e6 / pairs);
    }
  }
  return new Map([...taken].map(([name, values]) => [name, quantile(values.slice(Math.floor(rounds / 4)), 0.5)]));
}

if (import.meta.main) {
  for (const [name, ns] of costs(16)) console.log(`${name.padEnd(30)} ${ns.toFixed(1).padStart(5)} ns a pair`);
}
