/** A wait is a new turn too: whoever has waited begins with a budget that is full. */
import type { Coroutine } from "@interleave/scheduler";

export const BUDGET = 128;

export interface Source<T> {
  take(): T | undefined;
  arrival(): Coroutine<void>;
}

const budget = { left: BUDGET };

function* newTurn(): Coroutine<void> {
  yield;
  budget.left = BUDGET;
}

export function* receive<T>(source: Source<T>): Coroutine<T> {
  if (budget.left <= 0) yield* newTurn();
  const item = source.take();
  if (item === undefined) {
    yield* source.arrival();
    return yield* receive(source);
  }
  budget.left -= 1;
  return item;
}
