/** How a stack can go wrong: an error that names the stack, where it stood, and what to do. */
import type { Mechanism } from "./mechanism.ts";
import type { Stack } from "./stack.ts";

/** A stack ended by an error. `cause` is that error. */
export class StackFailed extends Error {
  /** Of the class. */
  override readonly name = "StackFailed";
  /** The stack's name. */
  readonly stackName: string;

  /** From what was thrown in it. */
  constructor(stack: Stack, cause: unknown, mechanism: Mechanism) {
    super(`stack "${stack.name}" failed ${stack.place}: ${sentence(stack, cause, mechanism)}`, { cause });
    this.stackName = stack.name;
  }
}

function sentence(stack: Stack, cause: unknown, mechanism: Mechanism): string {
  const words = String(cause);
  if (stack.thrown !== null && stack.thrown.error === cause) {
    return `the answer could not be given (${words}). Let the answer's function return a number, or a promise of one.`;
  }
  if (mechanism.isPinned(cause)) {
    return "it cannot be suspended, since a JavaScript function stands between its bottom and the blocking call " +
      `(${words}). Let Wasm call Wasm all the way.`;
  }
  if (cause instanceof RangeError) {
    return `its stack is full (${words}). Recurse less deep, or end the recursion.`;
  }
  if (cause instanceof WebAssembly.RuntimeError) {
    return `it trapped (${words}). Look there for a failed assert, an index out of bounds, or a division by zero.`;
  }
  return `${words}.`;
}
