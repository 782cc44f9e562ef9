/** Who has had how much of the thread, a while after all began. */
import type { TraceEvent } from "../../labs/_runtime/trace/mod.ts";
import { doubleScans, scansOfADay } from "./double_scans.ts";
import "./double_scans_twin.ts";
import { startMonitor } from "./monitor.ts";
import { observe } from "./observed_run.ts";
import { type Work, work } from "./share.ts";

const WINDOW_MS = 400;
const NAMES = ["asked first", "asked second", "asked third"] as const;

/** Task → its share of what the tasks had of the thread in the first 400 ms. */
export async function sharesAt(sliceMs: number): Promise<ReadonlyMap<string, number>> {
  using monitor = await startMonitor(sliceMs);
  const scans = scansOfADay(40_000);
  const untilMs = performance.now() + WINDOW_MS;
  const tasks = NAMES.map((name) => stoppedAt(untilMs, work(name, doubleScans, scans)));
  const { trace } = await observe(tasks, monitor);
  const ran = ranMs(trace.events, WINDOW_MS);
  const all = [...ran.values()].reduce((sum, ms) => sum + ms, 0);
  return new Map(NAMES.map((name) => [name, (ran.get(name) ?? 0) / all]));
}

/** A task that is given up when the window is over: what it computes does not matter here. */
function stoppedAt(untilMs: number, { name, steps }: Work): Work {
  return { name, steps: { next: () => performance.now() < untilMs ? steps.next() : { done: true, value: undefined } } };
}

/** Task → for how long it ran before `untilMs`. */
function ranMs(events: readonly TraceEvent[], untilMs: number): Map<string, number> {
  const names = new Map<number, string>();
  const ran = new Map<string, number>();
  let beganMs = 0;
  for (const event of events) {
    if (event.kind === "task-spawned") names.set(event.task, event.name);
    const nowMs = Math.min(event.atNs / 1e6, untilMs);
    if (event.kind === "task-started") beganMs = nowMs;
    if (event.kind !== "task-preempted" && event.kind !== "task-finished") continue;
    const name = names.get(event.task)!;
    ran.set(name, (ran.get(name) ?? 0) + nowMs - beganMs);
  }
  return ran;
}
