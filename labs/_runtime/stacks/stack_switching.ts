/**
 * Suspended stacks by V8's stack switching: Wasm code resumes and suspends Wasm code, and no promise is involved. Experimental:
 * only where V8 was started with `--experimental-wasm-wasmfx`.
 *
 * The switching itself is in `switch.wat` and `ask.wat`, to be read there. This file gives them numbers of stacks, and turns
 * what comes back into stops.
 *
 * What it leaves out. Other types than i32, and the instructions `switch` and `cont.bind`.
 *
 * How the real one differs. A runtime compiled to Wasm, such as Go's could be, would keep its run queue in Wasm too, and go
 * from stack to stack without coming back to JavaScript.
 */
import type { Entry, Mechanism, MechanismOptions, Stop, SuspendedStack } from "./mechanism.ts";
import { ASK, SWITCH } from "./wasm_bytes.ts";
import { countWasmFrames } from "./wasm_frames.ts";

/** What `switch.wat` exports. */
interface Switch {
  readonly ask: WebAssembly.Tag;
  lastCall(): number;
  create(number: number, entry: Entry): void;
  resume(number: number, value: number): number;
  throw(number: number, error: unknown): number;
  round(count: number, value: number): number;
}

/** Frames of ours on a stack that asks: `askWatched` on its top, `resume` below its bottom. */
const OWN_FRAMES = 2;

/** Stack switching: each turn is over when `resume` returns. */
export interface StackSwitching extends Mechanism {
  /** See `Mechanism`. */
  create(entry: Entry): SwitchedStack;
  /** Every stack that waits goes on once and is told `value`, by a loop that is Wasm too; returns how many wait after that. */
  round(value: number): number;
}

/** Whether this engine switches stacks: whether it knows the instructions of `switch.wat`. */
export function offersStackSwitching(): boolean {
  return WebAssembly.validate(SWITCH);
}

/** Stack switching as a mechanism. Throws `TypeError` where the engine does not offer it. */
export function stackSwitching({ countFrames = false }: MechanismOptions = {}): StackSwitching {
  if (!offersStackSwitching()) {
    throw new TypeError(
      "stackSwitching: this V8 does not switch Wasm stacks; start it with --v8-flags=--experimental-wasm-wasmfx, or use jspi()",
    );
  }
  const machine = instantiate(SWITCH, { JavaScript: { error: WebAssembly.JSTag } }) as unknown as Switch;
  const numbers = new StackNumbers();
  let frames: number | null = null;
  const watch = () => frames = countWasmFrames() - OWN_FRAMES;

  return {
    name: "V8 stack switching (experimental)",
    blocking(call) {
      const { ask, askWatched } = instantiate(ASK, { switch: { ask: machine.ask, call, watch } });
      return countFrames ? askWatched! : ask!;
    },
    create(entry) {
      const number = numbers.take();
      try {
        machine.create(number, entry);
      } catch (error) {
        numbers.giveBack(number);
        throw new TypeError("a stack begins in a Wasm function of one i32 that returns an i32; this export is none", {
          cause: error,
        });
      }
      return new SwitchedStack({ number, numbers, machine, frames: () => frames });
    },
    round: (value) => machine.round(numbers.count, value),
    isPinned: (error) => error instanceof WebAssembly.RuntimeError && error.message.includes("unhandled suspend"),
  };
}

/** Imports with tags: TypeScript's own type of imports does not know them yet. */
type ImportsWithTags = Record<string, Record<string, WebAssembly.ImportValue | WebAssembly.Tag>>;

function instantiate(bytes: Uint8Array<ArrayBuffer>, imports: ImportsWithTags): WebAssembly.Exports {
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), imports as WebAssembly.Imports).exports;
}

/** Places in the table of stacks; that of a stack that has ended is given to the next one. */
class StackNumbers {
  readonly #free: number[] = [];
  /** How many there have ever been at once. */
  count = 0;

  take(): number {
    return this.#free.pop() ?? this.count++;
  }

  giveBack(number: number): void {
    this.#free.push(number);
  }
}

/** The parts of a stack. */
interface SwitchedStackOptions {
  readonly number: number;
  readonly numbers: StackNumbers;
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
