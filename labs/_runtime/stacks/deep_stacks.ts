/**
 * The coroutine of `deep_coroutine.ts` on stacks of its own: `deep.wat`, suspended by JSPI or by V8's stack switching.
 *
 * JSPI waits for promises that are resolved already; the rounds of stack switching are in Wasm, in `switch.wat`.
 */
import type { DeepCoroutine } from "./deep_coroutine.ts";
import { promiseIntegration } from "./jspi.ts";
import type { Entry, Stop } from "./mechanism.ts";
import { stackSwitching } from "./stack_switching.ts";
import { TurnDesk } from "./turn_desk.ts";
import { DEEP } from "./wasm_bytes.ts";

/** Wasm functions on stacks that JSPI suspends. Throws `TypeError` where there is no JSPI. */
export function deepJspi(): DeepCoroutine {
  const { Suspending, promising } = promiseIntegration();
  return {
    name: "JSPI",
    begin({ depth, among }) {
      const desk = new TurnDesk();
      // One instance for all: each stack is a call into it.
      const begin = promising(deepEntry(new Suspending(desk.ask)));
      return desk.serve(among, () => begin(depth));
    },
  };
}

/** Wasm functions on stacks that V8 switches. Throws `TypeError` where V8 does not offer that. */
export function deepSwitched(): DeepCoroutine {
  return {
    name: "stack switching",
    begin({ depth, among }) {
      const mechanism = stackSwitching();
      const entry = deepEntry(mechanism.blocking(0));
      const stacks = Array.from({ length: among }, () => mechanism.create(entry));
      for (const stack of stacks) stack.resume(depth);
      return {
        takeTurns(turns) {
          for (let turn = 0; turn < turns; turn++) mechanism.round(1);
        },
        end: () => stacks.reduce((sum, stack) => sum + resultOf(stack.resume(0)), 0),
      };
    },
  };
}

function resultOf(stop: Stop): number {
  return stop.kind === "returned" ? stop.result : NaN;
}

function deepEntry(ask: WebAssembly.ExportValue): Entry {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(DEEP), { stacks: { ask } });
  return exports.deep as Entry;
}
