/** How many Wasm frames stand on the stack of whoever calls. */

/** The part of V8's `Error` that says how much of a stack is written down; by default ten frames. */
interface TracedErrors {
  stackTraceLimit?: number;
}

/** A frame of Wasm code, as V8 writes it: `at walk (wasm://wasm/d862ecc6:wasm-function[0]:0x48)`. */
const WASM_FRAME = /\bwasm:\/\//;

/** Counts them on the whole stack. An engine writes them into a stack trace; there is no other way to ask. */
export function countWasmFrames(): number {
  const errors = Error as TracedErrors;
  const before = errors.stackTraceLimit;
  errors.stackTraceLimit = Infinity;
  const lines = new Error().stack?.split("\n") ?? [];
  if (before !== undefined) errors.stackTraceLimit = before;
  return lines.filter((line) => WASM_FRAME.test(line)).length;
}
