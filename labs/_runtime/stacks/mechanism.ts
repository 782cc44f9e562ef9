/**
 * What a scheduler of stacks asks of the machine below it. Types only: `jspi.ts` and `stack_switching.ts` keep the promise.
 *
 * A suspended stack is used as a generator is. `resume` runs it until it asks or ends: the value is its argument the first
 * time, and the answer to its last question after that. The difference is where it may stop: a generator in its own body, a
 * stack at any depth of calls.
 */

/** How a turn of a stack ended. */
export type Stop =
  /** Suspended in a blocking call: `call` is its number, `frames` how many Wasm frames stand on the stack, where counted. */
  | { readonly kind: "asked"; readonly call: number; readonly question: number; readonly frames: number | null }
  /** Its function at the bottom has returned. */
  | { readonly kind: "returned"; readonly result: number }
  /** A trap, or an error that nothing on the stack caught. */
  | { readonly kind: "threw"; readonly error: unknown };

/** A stack between two turns. Used by one at a time, and not again once it has ended. */
export interface SuspendedStack {
  /** Runs it until it stops. */
  resume(value: number): Stop | Promise<Stop>;
  /** Throws `error` where it is suspended, and runs it until it stops. */
  throw(error: unknown): Stop | Promise<Stop>;
}

/** A Wasm function of one i32 that returns an i32: what stands at the bottom of a stack. */
export type Entry = (argument: number) => number;

/** A way to suspend Wasm code. */
export interface Mechanism {
  /** What the page calls it. */
  readonly name: string;
  /** An import for a Wasm module, of one i32 that returns an i32. Who calls it is suspended until it is answered. */
  blocking(call: number): WebAssembly.ExportValue;
  /** A stack that begins in `entry`. Throws `TypeError` when that is no function of the module's of the right type. */
  create(entry: Entry): SuspendedStack;
  /** Whether `error` means that a stack could not be suspended since not all of its frames are Wasm's. */
  isPinned(error: unknown): boolean;
}

/** How a mechanism is made. */
export interface MechanismOptions {
  /** Whether each stop tells how deep the stack is, which costs a stack trace. By default it does not. */
  readonly countFrames?: boolean;
}
