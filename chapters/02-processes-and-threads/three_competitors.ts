/** Two tasks with slices of 12 ms and one that asks for 3 ms, by EEVDF, in virtual time. */
import type { Trace, TraceEvent } from "../../labs/_runtime/trace/mod.ts";
import { competitor, lagMs, nextOf, serve } from "./eevdf.ts";

const NS_PER_MS = 1e6;

/** One turn: whose, from when to when, and every task's lag at its end. */
export interface Turn {
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly lagsMs: ReadonlyMap<string, number>;
}

/** The turns of so many milliseconds. */
export function turns(untilMs: number): readonly Turn[] {
  // #region shown
  const tasks = [
    competitor("import", { sliceMs: 12 }),
    competitor("report", { sliceMs: 12 }),
    competitor("api", { sliceMs: 3 }),
  ];
  // #endregion
  const taken: Turn[] = [];
  for (let nowMs = 0; nowMs < untilMs;) {
    const task = nextOf(tasks);
    serve(task);
    const toMs = nowMs + task.sliceMs;
    const lagsMs = new Map(tasks.map((each) => [each.name, lagMs(each, tasks)]));
    taken.push({ name: task.name, fromMs: nowMs, toMs, lagsMs });
    nowMs = toMs;
  }
  return taken;
}

/** Those turns as a trace. */
export function traceOf(taken: readonly Turn[]): Trace {
  const names = [...taken[0]!.lagsMs.keys()];
  const numberOf = (name: string) => names.indexOf(name) + 1;
  const events: TraceEvent[] = names.map((name) => ({ kind: "task-spawned", task: numberOf(name), name, atNs: 0 }));
  for (const { name, fromMs, toMs } of taken) {
    const task = numberOf(name);
    events.push({ kind: "task-started", task, atNs: fromMs * NS_PER_MS });
    events.push({ kind: "task-preempted", task, atNs: toMs * NS_PER_MS });
  }
  return { version: 1, clock: "virtual", events, truncated: false };
}

if (import.meta.main) {
  const taken = turns(72);
  for (const name of taken[0]!.lagsMs.keys()) {
    const own = taken.filter((turn) => turn.name === name);
    const ms = own.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
    console.log(`${name.padEnd(6)} ${ms} ms in ${own.length} turns`);
  }
}
