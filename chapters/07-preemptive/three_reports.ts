import { doubleScans, scansOfADay } from "./double_scans.ts";
import "./double_scans_twin.ts";
import type { Monitor } from "./monitor.ts";
import { startMonitor } from "./monitor.ts";
import { nobody, observe, type ObservedRun } from "./observed_run.ts";
import { work } from "./share.ts";

const SCANS_A_DAY = 4_000;

/** Three reports asked for at the same moment, beside the health check. */
export async function threeReports(monitor: Monitor): Promise<ObservedRun> {
  const scans = scansOfADay(SCANS_A_DAY);
  doubleScans(scans.slice(0, 1_500)); // warm: the engine has compiled it
  const depots = ["Ghent", "Lille", "Paris"];
  return await observe(depots.map((depot) => work(depot, doubleScans, scans)), monitor);
}

function tell({ doneMs, worstLateMs }: ObservedRun): void {
  console.log(`  reports done at ${[...doneMs.values()].map((ms) => ms.toFixed(0)).join(", ")} ms`);
  console.log(`  health check up to ${worstLateMs.toFixed(0)} ms late`);
}

if (import.meta.main) {
  // #region shown
  console.log("nobody raises the flag");
  tell(await threeReports(nobody));

  console.log("a monitor does, every 10 ms");
  using monitor = await startMonitor(10);
  tell(await threeReports(monitor));
  // #endregion
}
