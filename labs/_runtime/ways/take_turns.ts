/** Runs what is resumed by hand: generators, and whatever has their method `next`. */
import { parcelsOn, type Totals } from "./way.ts";

/** A report that stops at each question. */
export interface Resumable {
  /** Hands an answer in; gives the next question, or the total. The first answer is to no question. */
  next(parcels: number): { readonly value?: number | undefined; readonly done?: boolean | undefined };
}

/** Hands answers to two reports in turn. */
export function takeTurns(first: Resumable, second: Resumable): Totals {
  let atFirst = first.next(0);
  let atSecond = second.next(0);
  while (!atFirst.done || !atSecond.done) {
    if (!atFirst.done) atFirst = first.next(parcelsOn(atFirst.value!));
    if (!atSecond.done) atSecond = second.next(parcelsOn(atSecond.value!));
  }
  return [atFirst.value!, atSecond.value!];
}
