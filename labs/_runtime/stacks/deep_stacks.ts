/**
 * The coroutine of `deep_coroutine.ts` on stacks of its own: `deep.wat`, suspended by JSPI or by V8's stack switching.
 *
 * How the measured differs from the scheduler's. JSPI waits for promises here, without a turn and a stop around it; stack
 * switching goes through the mechanism as it is.
 */
import { answering, type Ask, asking, type DeepCoroutine } from "./deep_coroutine.ts";
import { promiseIntegration } from "./jspi.ts";
import type { Entry } from "./mechanism.ts";
import { stackSwitching, type SwitchedStack } from "./stack_switching.ts";
import { DEEP } from "./wasm_bytes.ts";

/** Wasm functions on stacks that JSPI suspends. Throws `TypeError` where there is no JSPI. */
export function deepJspi(): DeepCoroutine {
  const { Suspending, promising } = promiseIntegration();
  // One instance for all: each stack is a call into it.
  let ask: Ask = answering(0);
  const begin = promising(deepEntry(new Suspending((turn) => ask(turn))));
  return {
    name: "JSPI",
    suspend: (depth) =>
      asking((later) => {
        ask = later;
        begin(depth);
      }),
    takeTurns(turns, depth) {
      ask = answering(turns);
      return begin(depth);
    },
  };
}

/** Wasm functions on stacks that V8 switches. Throws `TypeError` where V8 does not offer that. */
export function deepSwitched(): DeepCoroutine {
  const mechanism = stackSwitching();
  const entry = deepEntry(mechanism.blocking(0));
  function suspend(depth: number): SwitchedStack {
    const stack = mechanism.create(entry);
    stack.resume(depth);
    return stack;
  }
  return {
    name: "stack switching",
    suspend,
    takeTurns(turns, depth) {
      const stack = suspend(depth);
      for (let turn = 0; turn < turns; turn++) stack.resume(1);
      const end = stack.resume(0);
      return end.kind === "returned" ? end.result : NaN;
    },
  };
}

function deepEntry(ask: WebAssembly.ExportValue): Entry {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(DEEP), { stacks: { ask } });
  return exports.deep as Entry;
}
