/** Draws programs. */
import type { Random } from "../_runner/lab.ts";
import type { Block, Link, Program, Reaction, Step } from "./drive_program.ts";

const WORDS = ["scan", "route", "eta", "label", "depot", "van", "parcel", "alert", "receipt", "audit"];
/** Delays of the timers that the program sets at the start, in milliseconds. */
export const DELAYS = [0, 10, 20];
/** Every other timer waits for longer than those, and all of them for as long: their order is that of setting. */
export const LATER_MS = 30;

/** Makes the parts of one program; each text is there once. */
export class Writer {
  readonly #random: Random;
  readonly #texts: string[];
  #timers = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#texts = random.shuffle(
      WORDS.flatMap((word) =>
        Array.from({ length: 30 }, (_, index) => `${word} ${10 + 3 * index + random.integer(0, 2)}`)
      ),
    );
  }

  text(): string {
    return this.#texts.pop()!;
  }

  print(): Step {
    return { call: "print", text: this.text() };
  }

  job(...body: Block): Step {
    return { call: "queueMicrotask", body };
  }

  timer(ms: number, ...body: Block): Step {
    return { call: "setTimeout", timer: this.#timers++, ms, body };
  }

  failure(): Step {
    return { call: "throw", text: `no ${this.text()}` };
  }

  reaction(body: Block = [], returns: string | number = this.text()): Reaction {
    return { text: this.text(), body, returns };
  }

  /** A `then` with a handler for values. */
  link(body: Block = [], returns: string | number = this.text()): Link {
    return { fulfilled: this.reaction(body, returns), rejected: null };
  }

  /** So many of these. */
  several(low: number, high: number, make: () => Step): Step[] {
    return Array.from({ length: this.#random.integer(low, high) }, make);
  }
}

export const resolve = (promise: number, value: string | number): Step => ({ call: "resolve", promise, value });
export const reject = (promise: number, value: string): Step => ({ call: "reject", promise, value });
export const then = (promise: number, ...links: Link[]): Step => ({ call: "then", promise, links });

/** Everything, three levels deep. At the end of `main` each promise is settled, if it is not settled by then. */
export function mixed(w: Writer, random: Random): Program {
  const promises = 3;
  let left = 12;

  function value(above: number): string | number {
    return above + 1 < promises && random.integer(0, 2) === 0 ? random.integer(above + 1, promises - 1) : w.text();
  }

  function settle(): Step {
    const promise = random.integer(0, promises - 1);
    return random.integer(0, 3) === 0 ? reject(promise, `no ${w.text()}`) : resolve(promise, value(promise));
  }

  function body(depth: number, isAtStart: boolean): Step[] {
    const steps: Step[] = [];
    for (let count = random.integer(0, depth); count > 0 && left > 0; count--) {
      left--;
      steps.push(step(depth - 1, isAtStart));
    }
    if (depth < 3 && random.integer(0, 6) === 0) steps.push(w.failure());
    return steps;
  }

  function handler(depth: number, isAtStart: boolean): Reaction | null {
    return random.integer(0, 3) === 0 ? null : w.reaction(body(depth, isAtStart), value(-1));
  }

  function step(depth: number, isAtStart: boolean): Step {
    switch (random.pick(["job", "timer", "then", "then", "settle"] as const)) {
      case "job":
        return w.job(w.print(), ...body(depth, isAtStart));
      case "timer":
        return w.timer(isAtStart ? random.pick(DELAYS) : LATER_MS, w.print(), ...body(depth, false));
      case "settle":
        return settle();
      case "then":
        // When its handlers run is not known here: a timer that they set is one of the later ones.
        return then(
          random.integer(0, promises - 1),
          ...Array.from({ length: random.integer(1, 3) }, () => ({
            fulfilled: handler(depth, false),
            rejected: handler(depth, false),
          })),
        );
    }
  }

  const main: Step[] = [w.print()];
  while (left > 0) {
    left--;
    main.push(step(2, true));
  }
  for (let promise = 0; promise < promises; promise++) main.push(resolve(promise, w.text()));
  return { promises, main };
}
