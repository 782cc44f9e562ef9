// fails: scans of several queues are paid from one budget
// says: Whose is the budget

// Every queue counts for itself: a task that has many of them never runs out.
import type { Coroutine } from "@interleave/scheduler";

/** How many scans a task may receive before it gives way. */
export const BUDGET = 128;

/** A queue in memory. Several tasks may take from one, and one task from several. */
export interface Source<T> {
  /** Takes the next item, at once; `undefined` when there is none. */
  take(): T | undefined;
  /** Waits until there is something to take; does not wait at all when there is. */
  arrival(): Coroutine<void>;
}

const lefts = new WeakMap<object, number>();

/** What every task of the service uses to receive: the next item of the source, as soon as there is one. */
export function* receive<T>(source: Source<T>): Coroutine<T> {
  for (;;) {
    const left = lefts.get(source) ?? BUDGET;
    if (left === 0) {
      yield;
      lefts.set(source, BUDGET);
      continue;
    }
    const item = source.take();
    if (item !== undefined) {
      lefts.set(source, left - 1);
      return item;
    }
    yield* source.arrival();
  }
}
