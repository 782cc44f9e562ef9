/** A preemptive scheduler in twenty lines: tasks that only compute share one thread, and the event loop lives on beside them. */
import { setImmediate } from "node:timers";
import { placeOf, type Site, STRIDE, twinOf, watchSafePoints } from "../../labs/_runtime/safepoints/mod.ts";
import type { Monitor } from "./monitor.ts";

/** One task on its way. */
export interface Work {
  readonly name: string;
  readonly steps: Iterator<Site, unknown, void>;
}

/** Who hears what happens. */
export interface Observer {
  started(name: string): void;
  /** At which line and column of its source the task gave way. */
  preempted(name: string, place: { readonly line: number; readonly column: number }): void;
  finished(name: string): void;
}

/** A call as a task: its copy with safe points, or, where there is none, the function itself, which then runs to its end. */
export function work<Given extends unknown[]>(
  name: string,
  plain: (...given: Given) => unknown,
  ...given: Given
): Work {
  const copy = twinOf(plain) as ((...given: Given) => Generator<Site, unknown, void>) | undefined;
  return { name, steps: copy === undefined ? inOnePiece(() => plain(...given)) : copy(...given) };
}

// #region share
export async function share(
  tasks: readonly Work[],
  monitor: Monitor,
  observer: Observer,
) {
  using _watch = watchSafePoints(() => monitor.isRaised() ? 0 : STRIDE);
  const queue = [...tasks];
  for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
    monitor.lower();
    observer.started(task.name);
    const step = task.steps.next(); // to a safe point that finds the flag
    if (step.done) observer.finished(task.name);
    else {
      observer.preempted(task.name, placeOf(step.value));
      queue.push(task);
    }
    await turnOfTheLoop(); // timers and sockets get theirs
  }
}
// #endregion

/** A task that nobody can stop: its one step is all of it. */
function inOnePiece(call: () => unknown): Work["steps"] {
  return { next: () => ({ done: true, value: call() }) };
}

/** Deno's loop goes round once. */
export function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
