/** Runs tasks beside a health check on Deno's own loop and clock, and records both. */
import type { Trace, TraceEvent } from "../../labs/_runtime/trace/mod.ts";
import type { Monitor } from "./monitor.ts";
import { type Observer, share, type Work } from "./share.ts";

/** What is known after a run; times in milliseconds since it began. */
export interface ObservedRun {
  readonly trace: Trace;
  /** Task → when it was done. */
  readonly doneMs: ReadonlyMap<string, number>;
  /** By how much the health check was answered late, at worst. */
  readonly worstLateMs: number;
  /** The longest that a task kept the thread in one go. */
  readonly longestTurnMs: number;
  /** How often a task was made to give way. */
  readonly preemptions: number;
}

/** The health check comes every so many milliseconds. */
const HEALTH_EVERY_MS = 20;
const HEALTH_CHECK = 1;

/** No flag is ever raised: what cooperative scheduling is for tasks that never give way. */
export const nobody: Monitor = { isRaised: () => false, lower() {} };

/** Lets the tasks run under the monitor until all are done. */
export async function observe(tasks: readonly Work[], monitor: Monitor): Promise<ObservedRun> {
  const beganAt = performance.now();
  const nowMs = () => performance.now() - beganAt;
  const events: TraceEvent[] = [];
  const doneMs = new Map<string, number>();
  const numbers = new Map(tasks.map(({ name }, index) => [name, index + HEALTH_CHECK + 1]));
  let turnBeganMs = 0;
  let longestTurnMs = 0;
  let preemptions = 0;

  const health = checkHealth(nowMs, events);
  for (const [name, task] of numbers) events.push({ kind: "task-spawned", task, name, atNs: 0 });
  const observer: Observer = {
    started(name) {
      turnBeganMs = nowMs();
      events.push({ kind: "task-started", task: numbers.get(name)!, atNs: ns(turnBeganMs) });
    },
    preempted(name, source) {
      endTurn();
      preemptions++;
      events.push({ kind: "task-preempted", task: numbers.get(name)!, source, atNs: ns(nowMs()) });
    },
    finished(name) {
      endTurn();
      doneMs.set(name, nowMs());
      events.push({ kind: "task-finished", task: numbers.get(name)!, atNs: ns(nowMs()) });
    },
  };
  function endTurn(): void {
    longestTurnMs = Math.max(longestTurnMs, nowMs() - turnBeganMs);
  }

  await share(tasks, monitor, observer);
  const worstLateMs = health.stop();
  events.sort((a, b) => a.atNs - b.atNs);
  const trace: Trace = { version: 1, clock: "monotonic", events, truncated: false };
  return { trace, doneMs, worstLateMs, longestTurnMs, preemptions };
}

/** Answers a health check on each beat of a timer, and notes how late. */
function checkHealth(nowMs: () => number, events: TraceEvent[]): { stop(): number } {
  let dueMs = HEALTH_EVERY_MS;
  let worstLateMs = 0;
  let timer = setTimeout(answer, HEALTH_EVERY_MS);
  const waitsFor = { kind: "timer", name: "the next request" } as const;
  events.push({ kind: "task-spawned", task: HEALTH_CHECK, name: "health check", atNs: 0 });
  events.push({ kind: "task-blocked", task: HEALTH_CHECK, on: waitsFor, atNs: 0 });

  function answer(): void {
    const at = nowMs();
    noteDue(at);
    events.push({ kind: "task-started", task: HEALTH_CHECK, atNs: ns(at) });
    events.push({ kind: "task-blocked", task: HEALTH_CHECK, on: waitsFor, atNs: ns(nowMs()) });
    dueMs = nowMs() + HEALTH_EVERY_MS;
    timer = setTimeout(answer, HEALTH_EVERY_MS);
  }
  function noteDue(at: number): void {
    if (at < dueMs) return;
    worstLateMs = Math.max(worstLateMs, at - dueMs);
    events.push({ kind: "task-woken", task: HEALTH_CHECK, atNs: ns(dueMs) });
  }
  return {
    stop() {
      clearTimeout(timer);
      noteDue(nowMs());
      return worstLateMs;
    },
  };
}

function ns(ms: number): number {
  return Math.round(ms * 1e6);
}
