/** Five tracking pages and one report on one thread, in virtual time: who waits for whom. */
import { TracedRun, type TracedTask } from "../../labs/_runtime/clock/mod.ts";
import type { Trace } from "../../labs/_runtime/trace/mod.ts";
import { settle } from "./traced_page.ts";

const PAGE_ARRIVALS_MS = [0, 60, 120, 180, 240];

// #region service
async function page(task: TracedTask): Promise<void> {
  await task.waitFor("scans", 30);
}

async function report(task: TracedTask): Promise<void> {
  await task.waitFor("scans of the day", 10);
  task.work(200); // summarises them: no await in here
}
// #endregion

async function lagProbe(task: TracedTask): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await task.waitFor("its timer", 20);
}

/** How long each page took, in milliseconds, and the trace of the run. */
export async function stalledLoop(): Promise<{ trace: Trace; pagesMs: number[] }> {
  const run = new TracedRun({ settle });
  const pagesMs: number[] = [];
  const pages = PAGE_ARRIVALS_MS.map((atMs, index) =>
    run.arrive(atMs, `page ${index + 1}`, page).then(() => pagesMs[index] = run.clock.nowNs / 1e6 - atMs)
  );
  const others = [run.arrive(60, "report", report), run.arrive(0, "lag probe", lagProbe)];
  const trace = await run.finish();
  await Promise.all([...pages, ...others]);
  return { trace, pagesMs };
}

if (import.meta.main) {
  const { pagesMs } = await stalledLoop();
  pagesMs.forEach((ms, index) => console.log(`page ${index + 1} took ${ms} ms`));
}
