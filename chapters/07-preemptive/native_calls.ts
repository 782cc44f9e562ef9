/** Four ways to hold the thread, under a monitor that raises its flag every 10 ms. */
import { doubleScans, type Scan, scansOfADay } from "./double_scans.ts";
import "./double_scans_twin.ts";
import { startMonitor } from "./monitor.ts";
import { observe, type ObservedRun } from "./observed_run.ts";
import { work } from "./share.ts";

// #region calls
function byParcel(scans: readonly Scan[]): readonly Scan[] {
  return scans.toSorted((one, other) => {
    const parcels = one.parcel - other.parcel;
    return parcels || one.minute - other.minute;
  });
}

function readBack(text: string): readonly Scan[] {
  return JSON.parse(text);
}

function looksLikeACode(text: string): boolean {
  return /^(\w+\s?)*$/.test(text);
}
// #endregion

/** In no order, so that sorting them is work. */
const scans = scansOfADay(200_000).map((scan) => ({ ...scan, parcel: scan.parcel * 7_919 % 200_003 }));
const text = JSON.stringify(scans);
const note = `${"x".repeat(22)}!`;

/** A report in two tasks that can be stopped, and between them one that calls into the engine. */
export async function sortAmongReports(): Promise<ObservedRun> {
  const few = scansOfADay(2_500);
  using monitor = await startMonitor(10);
  const tasks = [work("Ghent", doubleScans, few), work("sort", byParcel, scans), work("Lille", doubleScans, few)];
  return await observe(tasks, monitor);
}

async function longestTurn(task: ReturnType<typeof work>): Promise<string> {
  using monitor = await startMonitor(10);
  const { longestTurnMs, preemptions } = await observe([task], monitor);
  const columns = [`${preemptions}`.padStart(6), `${longestTurnMs.toFixed(0)} ms`.padStart(9)];
  return task.name.padEnd(20) + columns.join("");
}

if (import.meta.main) {
  console.log(`${"".padEnd(20)} stops  longest`);
  // #region shown
  const tasks = [
    work("loop", doubleScans, scansOfADay(5_000)),
    work("sort with a callback", byParcel, scans),
    work("JSON.parse", readBack, text),
    work("regular expression", looksLikeACode, note),
  ];
  for (const task of tasks) console.log(await longestTurn(task));
  // #endregion
}
