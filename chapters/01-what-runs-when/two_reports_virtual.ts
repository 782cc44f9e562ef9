import { TracedRun, type TracedTask } from "../../labs/_runtime/clock/mod.ts";
import { endMs, settle } from "./traced_page.ts";

// #region asked
async function report(task: TracedTask): Promise<void> {
  await task.waitFor("scans of the day", 10);
  task.work(200);
}
// #endregion

const run = new TracedRun({ settle });
const reports = Promise.all([run.arrive(0, "first report", report), run.arrive(0, "second report", report)]);
const trace = await run.finish();
await reports;
console.log(endMs(trace));
