/** What a task may call without waiting. */
import { runningScheduler, type SpawnOptions } from "./running.ts";
import type { Coroutine, Task } from "./task.ts";

/** Makes a task in the scheduler that runs the caller. Throws `TypeError` outside a run or when `body` is no function. */
export function spawn<T>(name: string, body: () => Coroutine<T> | T, options?: SpawnOptions): Task<T> {
  return runningScheduler("spawn").spawn<T>(name, body, options);
}

/**
 * Computes for `ms` of virtual time, without a pause; counts against the slice. On a real clock it does nothing, since
 * there time passes by itself. Throws `RangeError` on no time, `TypeError` outside a run.
 */
export function spend(ms: number): void {
  if (!Number.isFinite(ms) || ms < 0) {
    throw new RangeError(`spend: ms is ${ms}; give a finite number of milliseconds, 0 or more`);
  }
  runningScheduler("spend").spend(ms);
}
