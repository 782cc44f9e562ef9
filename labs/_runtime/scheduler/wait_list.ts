/**
 * Who waits for one thing, in order of arrival. A doubly linked list through the waits themselves: one that is cancelled
 * leaves from the middle at once, so a select that loops for ever leaves nothing behind on the channels it did not choose.
 */
import type { Suspension } from "./suspension.ts";

/** A queue of waits of one kind. */
export class WaitList<Wait extends Suspension<never> | Suspension<unknown>> {
  #first: Suspension<unknown> | null = null;
  #last: Suspension<unknown> | null = null;

  /** The one that came first, or `null`. */
  get first(): Wait | null {
    return this.#first as Wait | null;
  }

  /** Adds one at the end. */
  push(wait: Wait): void {
    const entry = wait as Suspension<unknown>;
    entry.before = this.#last;
    if (this.#last === null) this.#first = entry;
    else this.#last.after = entry;
    this.#last = entry;
  }

  /** Takes the first, or `null`. */
  shift(): Wait | null {
    const wait = this.#first;
    if (wait === null) return null;
    this.#first = wait.after;
    if (wait.after === null) this.#last = null;
    else wait.after.before = null;
    wait.after = null;
    return wait as Wait;
  }

  /** Takes one out, wherever it stands. */
  remove(wait: Wait): void {
    const entry = wait as Suspension<unknown>;
    if (entry.before === null) this.#first = entry.after;
    else entry.before.after = entry.after;
    if (entry.after === null) this.#last = entry.before;
    else entry.after.before = entry.before;
    entry.before = null;
    entry.after = null;
  }
}
