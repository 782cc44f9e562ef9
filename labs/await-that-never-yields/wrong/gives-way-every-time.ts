// fails: a task does not give way more often than it must
// says: a switch for each scan is not

// No task can starve another, and half of the time goes into switches.
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

/** What every task of the service uses to receive: the next item of the source, as soon as there is one. */
export function* receive<T>(source: Source<T>): Coroutine<T> {
  for (;;) {
    yield;
    const item = source.take();
    if (item !== undefined) {
      return item;
    }
    yield* source.arrival();
  }
}
