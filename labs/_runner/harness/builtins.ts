/**
 * The builtins that the harness works with, taken before the learner's module is loaded.
 *
 * The learner's code runs in the same realm and may replace whatever it can reach. What the harness calls is therefore
 * bound here, and what the language itself calls behind an `await` or a `JSON.stringify` is fixed by `fixBuiltins`.
 */
import { setImmediate } from "node:timers";

export const encodeText: (text: string) => Uint8Array<ArrayBuffer> = TextEncoder.prototype.encode.bind(
  new TextEncoder(),
);
export const decodeText: (bytes: Uint8Array) => string = TextDecoder.prototype.decode.bind(new TextDecoder());
export const stringify: typeof JSON.stringify = JSON.stringify;
export const writeStdout: (bytes: Uint8Array) => number = Deno.stdout.writeSync.bind(Deno.stdout);
export const writeStderr: (bytes: Uint8Array) => number = Deno.stderr.writeSync.bind(Deno.stderr);
export const exit: typeof Deno.exit = Deno.exit;
export const inspect: typeof Deno.inspect = Deno.inspect;
export const now: () => number = performance.now.bind(performance);
export const setTimer: (callback: () => void, delayMs: number) => number = setTimeout;
export const setNextImmediate: (callback: () => void) => unknown = setImmediate;
export const listen: typeof addEventListener = addEventListener.bind(globalThis);
export const Bytes: typeof Uint8Array = Uint8Array;

/**
 * Closes the ways by which a module could put its own words in the place of an observation on its way to the frame.
 *
 * An `async` function that returns an object asks the object for `then`; `JSON.stringify` asks it for `toJSON`; an array
 * may meet a setter for an index. None of these is there, and none can be added once the two prototypes take no more
 * properties. `Promise` and `JSON` cannot be replaced or changed. Freezing more would be simpler, but breaks Node's
 * modules, which assign to properties that they inherit.
 */
export function fixBuiltins(): void {
  // Behind this symbol is the core: whoever holds it turns the loop by hand and takes over unhandled rejections.
  Reflect.deleteProperty(Deno, Reflect.get(Deno, "internal"));
  Object.preventExtensions(Object.prototype);
  Object.preventExtensions(Array.prototype);
  Object.freeze(Promise.prototype);
  for (const name of ["Promise", "JSON"] as const) {
    Object.freeze(globalThis[name]);
    Object.defineProperty(globalThis, name, { writable: false, configurable: false });
  }
  // A getter in its place would be handed the bytes of a frame, and with them the nonce.
  Object.defineProperty(Object.getPrototypeOf(Uint8Array.prototype), "length", { configurable: false });
}
