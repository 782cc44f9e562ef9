/** The budget is a thing of its own that is asked before every operation, as tokio does it. */
import type { Coroutine } from "@interleave/scheduler";

export interface Source<T> {
  take(): T | undefined;
  arrival(): Coroutine<void>;
}

class Budget {
  #used = 0;

  /** Returns at once while something is left; else in the next turn. */
  *proceed(): Coroutine<void> {
    if (this.#used < 128) return;
    yield;
    this.#used = 0;
  }

  spend(): void {
    this.#used++;
  }
}

const budget = new Budget();

export function* receive<T>(source: Source<T>): Coroutine<T> {
  yield* budget.proceed();
  let item = source.take();
  while (item === undefined) {
    yield* source.arrival();
    item = source.take();
  }
  budget.spend();
  return item;
}
