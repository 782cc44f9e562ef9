/**
 * Where reports that hold promises ask: a question is answered when the other report has asked its own.
 *
 * What it leaves out. Two reports only: a third would never be answered.
 */
import { type Begun, parcelsOn } from "./way.ts";

interface Question {
  readonly day: number;
  readonly answer: (parcels: number) => void;
}

/** A desk for two reports. */
export class TurnDesk {
  /** The one that has been asked last. */
  #open: Question | null = null;

  /** Resolves with the parcels of that day when it is the other's turn to wait. */
  ask(day: number): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.leave();
    this.#open = { day, answer: resolve };
    return promise;
  }

  /** Answers the open question: whoever asks no more calls it, lest the other wait for ever. */
  leave(): void {
    const question = this.#open;
    this.#open = null;
    question?.answer(parcelsOn(question.day));
  }

  /** Runs two reports at this desk. */
  async both(begin: () => Promise<number>): Promise<readonly [number, number]> {
    const first = begin();
    const second = begin();
    const leaves = (total: number) => {
      this.leave();
      return total;
    };
    return await Promise.all([first.then(leaves), second.then(leaves)]);
  }
}

/** The latest question that nobody answers. */
let unanswered: ((parcels: number) => void) | null = null;

/** Asks where nobody answers. */
function askInVain(): Promise<number> {
  return new Promise((resolve) => unanswered = resolve);
}

/**
 * Begins a report that waits for ever, and holds what a desk would hold of it: the function that answers. Without that the
 * engine sees that nobody can ever answer, and takes the report away.
 */
export function beginInVain(begin: (ask: typeof askInVain) => unknown): Begun {
  begin(askInVain);
  return { held: unanswered };
}
