// fails: a task that is cancelled while it gives way takes no scan with it
// says: hold in its hands

// Takes the scan and then gives way: whoever is cancelled there takes it along.
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

/**
 * What is left of the budget of the task that runs. One number serves all tasks, since only one of them runs at a time: a
 * task that begins its turn with what another left over gives way too soon at worst.
 */
let left = BUDGET;

/** What every task of the service uses to receive: the next item of the source, as soon as there is one. */
export function* receive<T>(source: Source<T>): Coroutine<T> {
  for (;;) {
    const item = source.take();
    if (item !== undefined) {
      if (--left === 0) {
        yield;
        left = BUDGET;
      }
      return item;
    }
    yield* source.arrival();
  }
}
