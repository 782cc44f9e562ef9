/** The same three reports under slices of different lengths. */
import { startMonitor } from "./monitor.ts";
import { threeReports } from "./three_reports.ts";

const SLICES_MS = [1, 3, 10, 30, 100];

if (import.meta.main) {
  console.log(["slice", "late", "stops", "first", "all"].map((word) => word.padStart(8)).join(""));
  // #region shown
  for (const sliceMs of SLICES_MS) {
    using monitor = await startMonitor(sliceMs);
    const { worstLateMs, preemptions, doneMs } = await threeReports(monitor);
    const firstDoneMs = Math.min(...doneMs.values());
    const allDoneMs = Math.max(...doneMs.values());
    console.log([sliceMs, worstLateMs, preemptions, firstDoneMs, allDoneMs].map(inColumns).join(""));
  }
  // #endregion
}

function inColumns(value: number): string {
  return value.toFixed(0).padStart(8);
}
