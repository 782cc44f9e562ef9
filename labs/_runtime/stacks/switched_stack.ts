/** A stack of `switch.wat`, by its number there. */
import type { Entry, Stop, SuspendedStack } from "./mechanism.ts";

/** What `switch.wat` exports. */
export interface Switch {
  /** What is suspended with. */
  readonly ask: WebAssembly.Tag;
  /** Puts a stack that has not begun at a number. */
  create(number: number, entry: Entry): void;
  /** Runs it until it stops; gives its question, or its result. */
  resume(number: number, value: number): number;
  /** The same, but throws where it is suspended. */
  throw(number: number, error: unknown): number;
  /** Which it was: the call that suspended the stack, or -1 when that has returned. */
  lastCall(): number;
  /** A turn of each stack below `count`; gives how many wait after that. */
  round(count: number, value: number): number;
}

/** Places in the table of stacks; that of a stack that has ended is given to the next one. */
export class StackNumbers {
  readonly #free: number[] = [];
  /** How many there have ever been at once. */
  count = 0;

  /** A place that no stack has. */
  take(): number {
    return this.#free.pop() ?? this.count++;
  }

  /** The stack there has ended. */
  giveBack(number: number): void {
    this.#free.push(number);
  }
}

/** The parts of a stack. */
export interface SwitchedStackOptions {
  /** Its place in the table of stacks. */
  readonly number: number;
  /** Where its number goes when it has ended. */
  readonly numbers: StackNumbers;
  /** The instance of `switch.wat` that has the table. */
  readonly machine: Switch;
  /** How many frames were counted at the last blocking call. */
  readonly frames: () => number | null;
}

/** A stack by its number. */
export class SwitchedStack implements SuspendedStack {
  readonly #options: SwitchedStackOptions;

  /** Made by `create`. */
  constructor(options: SwitchedStackOptions) {
    this.#options = options;
  }

  /** See `SuspendedStack`. */
  resume(value: number): Stop {
    const { machine, number } = this.#options;
    return this.#stop(() => machine.resume(number, value));
  }

  /** See `SuspendedStack`. */
  throw(error: unknown): Stop {
    const { machine, number } = this.#options;
    return this.#stop(() => machine.throw(number, error));
  }

  #stop(run: () => number): Stop {
    const { machine, number, numbers, frames } = this.#options;
    try {
      const value = run();
      // Back here: all of the stack is in the table again, or nothing of it is left.
      const call = machine.lastCall();
      if (call >= 0) return { kind: "asked", call, question: value, frames: frames() };
      numbers.giveBack(number);
      return { kind: "returned", result: value };
    } catch (error) {
      numbers.giveBack(number);
      return { kind: "threw", error };
    }
  }
}
