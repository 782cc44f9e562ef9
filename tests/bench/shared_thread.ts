/** What the real monitor does to tasks that never give way: how they share a thread, and what a timer beside them sees. */
import { compileSafePoints } from "../../labs/_runtime/safepoints/compile_safe_points.ts";
import { twinOf } from "../../labs/_runtime/safepoints/mod.ts";
import { type Coroutine, createScheduler, type Monitor, monitorThread } from "../../labs/_runtime/scheduler/mod.ts";
import { THIS_HOST } from "../labs/_runtime/scheduler/this_host.ts";
import type { Row } from "./table.ts";

const SLICE_MS = 10;
const SHARING_MS = 1_000;

/** A row for each promise. */
export async function measureSharedThread(): Promise<Row[]> {
  const shared = await shareAThread("flag");
  const alone = await shareAThread("cooperative");
  const [least, most] = [Math.min(...shared.shares), Math.max(...shared.shares)];
  return [
    {
      promise: "three plain loops, real monitor, 10 ms slices, 1 s",
      measured: shared.shares.map((share) => `${(100 * share).toFixed(0)} %`).join(", "),
      bound: "a third each, ± 5 points",
      kept: least > 1 / 3 - 0.05 && most < 1 / 3 + 0.05,
    },
    {
      promise: "a timer of 1 ms beside them is late by",
      measured: `${shared.lateMs.toFixed(1)} ms`,
      bound: `at most ${SLICE_MS + 2} ms`,
      kept: shared.lateMs <= SLICE_MS + 2,
    },
    {
      promise: "the same, cooperative: turns of each",
      measured: alone.turns.join(", "),
      bound: "one each",
      kept: alone.turns.every((turns) => turns === 1),
    },
    {
      promise: "from flag to switch, 99th percentile",
      measured: `${shared.latencyMs.toFixed(3)} ms`,
      bound: "at most 1 ms",
      kept: shared.latencyMs <= 1,
    },
  ];
}

/** A plain function that computes until a moment: no `yield`, no `await`. */
const REPORT = `export function report(untilMs) {
  let sum = 0;
  while (performance.now() < untilMs) {
    for (let scan = 0; scan < 2_000; scan++) sum = (sum * 31 + scan) % 1_000_003;
  }
  return sum;
}`;

interface Shared {
  readonly shares: readonly number[];
  readonly turns: readonly number[];
  /** By how much a timer of 1 ms was late, at worst. */
  readonly lateMs: number;
  /** 99th percentile, from the flag to the switch, at most: from the last look that found it down. */
  readonly latencyMs: number;
}

/** Three reports on this thread, beside a timer of the host. */
async function shareAThread(mode: "flag" | "cooperative"): Promise<Shared> {
  const report = await compiledReport();
  const ranMs = [0, 0, 0];
  const turns = [0, 0, 0];
  const latenciesMs: number[] = [];
  const monitor = timedMonitor();
  let startedMs = 0;
  let lag: ReturnType<typeof startLag> | null = null;
  const scheduler = createScheduler({
    mode,
    clock: THIS_HOST,
    monitor,
    sliceMs: SLICE_MS,
    record(event) {
      if (event.kind === "task-started") {
        // Not earlier: starting the monitor's thread holds this one for longer than any slice.
        lag ??= startLag();
        startedMs = performance.now();
        turns[event.task - 1]! += 1;
      } else if (event.kind === "task-preempted" || event.kind === "task-finished") {
        ranMs[event.task - 1]! += performance.now() - startedMs;
        if (event.kind === "task-preempted") latenciesMs.push(performance.now() - monitor.downAtMs());
      }
    },
  });
  const body = twinOf(report);
  if (body === undefined) throw new Error("the report has no twin: nothing to share");
  const untilMs = performance.now() + SHARING_MS;
  for (const name of ["Ghent", "Lille", "Paris"]) {
    scheduler.spawn(name, mode === "flag" ? () => body(untilMs as never) as Coroutine<unknown> : () => report(untilMs));
  }
  await scheduler.run();
  const total = ranMs.reduce((sum, ms) => sum + ms, 0);
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  return {
    shares: ranMs.map((ms) => ms / total),
    turns,
    lateMs: stopLag(lag),
    latencyMs: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
  };
}

/** Throws when no task has begun. */
function stopLag(lag: ReturnType<typeof startLag> | null): number {
  if (lag === null) throw new Error("no task has begun: there was nothing to be late for");
  return lag.stop();
}

/** How late a timer of a millisecond that is set again and again fires, at worst. */
function startLag(): { stop(): number } {
  let worstMs = 0;
  let timer = again();
  function again(): ReturnType<typeof setTimeout> {
    const dueMs = performance.now() + 1;
    return setTimeout(() => {
      worstMs = Math.max(worstMs, performance.now() - dueMs);
      timer = again();
    }, 1);
  }
  return {
    stop() {
      clearTimeout(timer);
      return worstMs;
    },
  };
}

async function compiledReport(): Promise<(untilMs: number) => unknown> {
  const runtime = new URL("../../labs/_runtime/safepoints/mod.ts", import.meta.url);
  const code = compileSafePoints(REPORT).code.replace('"@interleave/safepoints"', JSON.stringify(runtime.href));
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const { report }: { report: (untilMs: number) => unknown } = await import(url);
  URL.revokeObjectURL(url);
  return report;
}

/** The real monitor, and when a look last found the flag down, in `performance.now`'s milliseconds: it went up after that. */
function timedMonitor(): Monitor & { downAtMs(): number } {
  const monitor = monitorThread();
  let downAtMs = 0;
  return {
    ...monitor,
    downAtMs: () => downAtMs,
    isRaised() {
      const raised = monitor.isRaised();
      if (!raised) downAtMs = performance.now();
      return raised;
    },
  };
}
