/**
 * Suspended stacks by V8's stack switching: Wasm code resumes and suspends Wasm code, and no promise is involved. Experimental:
 * only where V8 was started with `--experimental-wasm-wasmfx`.
 *
 * The switching itself is in `switch.wat` and `ask.wat`, to be read there. This file puts the two together, with an instance of
 * `ask.wat` for each blocking call; `switched_stack.ts` turns what comes back into stops.
 *
 * What it leaves out. Other types than i32, and the instructions `switch` and `cont.bind`.
 *
 * How the real one differs. A runtime compiled to Wasm, such as Go's could be, would keep its run queue in Wasm too, and go
 * from stack to stack without coming back to JavaScript.
 */
import type { Entry, Mechanism, MechanismOptions } from "./mechanism.ts";
import { StackNumbers, type Switch, SwitchedStack } from "./switched_stack.ts";
import { ASK, SWITCH } from "./wasm_bytes.ts";
import { countWasmFrames } from "./wasm_frames.ts";

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
