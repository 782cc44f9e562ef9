/** Which function of a module stands at the bottom of a new stack. */
import type { Entry } from "./mechanism.ts";

/** The export of that name, for a stack called `name`. Throws `TypeError` with what there is instead. */
export function entryOf(name: string, instance: WebAssembly.Instance, entry: string): Entry {
  const found = instance.exports[entry];
  if (typeof found !== "function") {
    const functions = Object.keys(instance.exports).filter((key) => typeof instance.exports[key] === "function");
    const offered = functions.length === 0 ? "it exports no function" : `it exports ${functions.join(", ")}`;
    throw new TypeError(
      `spawn "${name}": the module exports no function "${entry}" (${offered}); export it, or name another`,
    );
  }
  if (found.length === 1) return found as Entry;
  throw new TypeError(`spawn "${name}": "${entry}" has ${found.length} parameters; a stack begins with one i32`);
}
