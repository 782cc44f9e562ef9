/** The same three reports under slices of different lengths. */
import { startMonitor } from "./monitor.ts";
import type { ObservedRun } from "./observed_run.ts";
import { threeReports } from "./three_reports.ts";

const SLICES_MS = [1, 3, 10, 30, 100];

/** Of three runs the one in which the operating system disturbed the health check least. */
async function calmest(sliceMs: number): Promise<ObservedRun> {
  const runs: ObservedRun[] = [];
  for (let run = 0; run < 3; run++) {
    using monitor = await startMonitor(sliceMs);
    runs.push(await threeReports(monitor));
  }
  return runs.sort((a, b) => a.worstLateMs - b.worstLateMs)[0]!;
}

function row(values: readonly (string | number)[]): void {
  console.log(values.map((value) => String(value).padStart(7)).join(""));
}

if (import.meta.main) {
  row(["slice", "late", "stops", "first", "all"]);
  // #region shown
  for (const sliceMs of SLICES_MS) {
    const { worstLateMs, preemptions, doneMs } = await calmest(sliceMs);
    const firstMs = Math.min(...doneMs.values());
    const allMs = Math.max(...doneMs.values());
    const measured = [worstLateMs, preemptions, firstMs, allMs];
    row([sliceMs, ...measured.map(Math.round)]);
  }
  // #endregion
}
