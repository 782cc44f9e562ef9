/**
 * Stackless, by a compiler: the class that the book's compiler (`labs/_runtime/coroutine`) makes of the generator, with types
 * written in. A test compiles the generator anew and compares.
 *
 * What it keeps while it waits is one object, and in it only what is needed after the wait.
 */
import { takeTurns } from "./take_turns.ts";
import type { Way } from "./way.ts";

type Stop = { value: number; done: false } | { value: number | undefined; done: true };

// #region report
function report(days: number) {
  return new Report(days);
}

class Report {
  resumeId = 0;
  days: number;
  total!: number;
  day!: number;

  constructor(days: number) {
    this.days = days;
  }

  next(sent: number) {
    return this.resume(sent);
  }

  throw(error: unknown) {
    this.resumeId = -1;
    throw error;
  }

  return(value: number) {
    this.resumeId = -1;
    return { value, done: true };
  }

  [Symbol.iterator]() {
    return this;
  }

  resume(sent: number): Stop {
    let at = this.resumeId;
    this.resumeId = -1; // ended, unless it suspends again
    let parcels;
    for (;;) {
      // #region cases
      switch (at) {
        case 0: // the beginning
          this.total = 0;
          this.day = 0;
        // falls through
        case 1: // the head of the for on line 3
          if (!(this.day < this.days)) {
            at = 4;
            continue;
          }
        // falls through
        case 2: // its body
          this.resumeId = 3;
          return { value: this.day, done: false };
        case 3: // resumed after the yield on line 4
          parcels = sent;
          this.total += parcels;
          this.day++;
          at = 1;
          continue;
        case 4: // after the for
          return { value: this.total, done: true };
        default: // it has ended
          return { value: undefined, done: true };
      }
      // #endregion
    }
  }
}
// #endregion

/** Compiled classes. */
export const classWay: Way = {
  name: "class",
  begin() {
    const waiting = report(2);
    waiting.next(0);
    return { held: waiting };
  },
  pair: (days) => () => takeTurns(report(days), report(days)),
};
