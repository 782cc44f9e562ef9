/** Counts calls upwards, those too that found nothing, and gives way at every 64th. */
import type { Coroutine } from "@interleave/scheduler";

export interface Source<T> {
  take(): T | undefined;
  arrival(): Coroutine<void>;
}

let calls = 0;

export function* receive<T>(source: Source<T>): Coroutine<T> {
  calls++;
  if (calls % 64 === 0) yield;
  for (let item = source.take();; item = source.take()) {
    if (item !== undefined) return item;
    yield* source.arrival();
  }
}
