/** The scheduler whose task runs on this thread now: how `spawn`, `spend` and a mutex know where they are. */
import type { Coroutine, Task } from "./task.ts";

/** What code inside a task may ask of its scheduler. */
export interface Running {
  /** The task whose code runs. */
  readonly task: Task | null;
  /** Whether it is worth finding out on which line a task waits: the run is recorded, and its lines are wanted. */
  readonly findsLines: boolean;
  /** Makes a task beside it. */
  spawn<T>(name: string, body: () => Coroutine<T> | T, options?: SpawnOptions): Task<T>;
  /** Lets `ms` of virtual time pass. */
  spend(ms: number): void;
}

/** How a task shall be run. */
export interface SpawnOptions {
  /** Larger goes first, under a policy that asks; default 0. */
  readonly priority?: number;
}

let running: Running | null = null;

/** Says whose tasks run from now on; returns whose did before. */
export function setRunning(next: Running | null): Running | null {
  const before = running;
  running = next;
  return before;
}

/** The scheduler that runs now. Throws `TypeError` outside a run: `call` is named in it. */
export function runningScheduler(call: string): Running {
  if (running === null) throw new TypeError(`${call}: no scheduler runs here; call it inside a task`);
  return running;
}

/** Whether the scheduler that runs now finds lines. */
export function findsLines(): boolean {
  return running !== null && running.findsLines;
}

/** The task that runs now, or `null`. */
export function runningTask(): Task | null {
  return running?.task ?? null;
}
