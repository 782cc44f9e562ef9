/**
 * Suspended stacks by JSPI, WebAssembly's JavaScript Promise Integration: on in V8, phase 4 as a proposal.
 *
 * An export wrapped in `WebAssembly.promising` runs on a stack of its own. When it calls an import wrapped in
 * `WebAssembly.Suspending` and that returns a promise, the stack is suspended, and goes on in a microtask after the promise
 * has settled. The Wasm code knows nothing of it: it calls a function that returns an i32.
 *
 * What it takes. V8 reserves about a megabyte of address space for each stack (`--wasm-stack-switching-stack-size`) and
 * touches pages of it as calls go deeper. Where address space is bounded, so is the number of stacks, and V8 ends the process
 * at the bound.
 *
 * What it leaves out. Other types than i32.
 *
 * How the real one differs. Nothing here is a model. But whoever uses JSPI for one call at a time needs none of this: an
 * import that returns `fetch(…)` is enough. The turns and the stops are for a scheduler that wants to say who is next.
 *
 * Source: https://github.com/WebAssembly/js-promise-integration.
 */
import type { Entry, Mechanism, MechanismOptions, Stop, SuspendedStack } from "./mechanism.ts";
import { countWasmFrames } from "./wasm_frames.ts";

/** The two functions that JSPI adds. */
export interface PromiseIntegration {
  /** An import that suspends whoever calls it, until the promise has settled. */
  readonly Suspending: new (call: (question: number) => Promise<number>) => WebAssembly.ExportValue;
  /** An export on a stack of its own: a promise of its result. */
  promising(entry: Entry): (argument: number) => Promise<number>;
}

/** Whether this engine has JSPI. */
export function offersJspi(): boolean {
  return "Suspending" in WebAssembly && "promising" in WebAssembly;
}

/** The engine's two functions. Throws `TypeError` where it has none. */
export function promiseIntegration(): PromiseIntegration {
  if (offersJspi()) return WebAssembly as typeof WebAssembly & PromiseIntegration;
  throw new TypeError("JSPI: this engine has no WebAssembly.Suspending; use one that has, such as Deno 2.9");
}

/** JSPI as a mechanism. Throws `TypeError` where the engine has none. */
export function jspi({ countFrames = false }: MechanismOptions = {}): Mechanism {
  const { Suspending, promising } = promiseIntegration();
  /** Whose turn it is. An import is not told which stack calls it. */
  let running: JspiStack | null = null;

  return {
    name: "JSPI",
    blocking: (call) =>
      new Suspending((question) => {
        if (running === null) {
          throw new TypeError("a blocking call was made outside of any stack; spawn the export instead of calling it");
        }
        return running.ask({ kind: "asked", call, question, frames: countFrames ? countWasmFrames() : null });
      }),
    create: (entry) => new JspiStack(promising(entry), (stack) => running = stack),
    isPinned: (error) => error instanceof Error && error.name === "SuspendError",
  };
}

/** JSPI would take any type, as an answer and as a result. */
const WRONG_RESULT: Stop = {
  kind: "threw",
  error: new TypeError("a stack begins in a Wasm function of one i32 that returns an i32; this export returns none"),
};

/** A stack, and the two promises by which it goes back and forth: the answer goes in, the stop comes out. */
class JspiStack implements SuspendedStack {
  readonly #entry: (argument: number) => Promise<number>;
  readonly #setRunning: (stack: JspiStack | null) => void;
  /** What the suspended call waits for; `null` before the first turn. To settle it is to resume the stack. */
  #answer: PromiseWithResolvers<number> | null = null;
  /** What the scheduler waits for while the stack runs. */
  #turn = Promise.withResolvers<Stop>();

  constructor(entry: (argument: number) => Promise<number>, setRunning: (stack: JspiStack | null) => void) {
    this.#entry = entry;
    this.#setRunning = setRunning;
  }

  resume(value: number): Promise<Stop> {
    const answer = this.#answer;
    return this.#take(answer === null ? () => this.#begin(value) : () => answer.resolve(value));
  }

  throw(error: unknown): Promise<Stop> {
    const answer = this.#answer;
    return this.#take(
      answer === null ? () => this.#turn.resolve({ kind: "threw", error }) : () => answer.reject(error),
    );
  }

  /** Called on the stack, by the import. The promise that it returns is what suspends the stack. */
  ask(stop: Stop): Promise<number> {
    this.#answer = Promise.withResolvers();
    this.#turn.resolve(stop);
    return this.#answer.promise;
  }

  async #take(go: () => void): Promise<Stop> {
    this.#turn = Promise.withResolvers();
    this.#setRunning(this);
    go();
    // The first turn has been by now; others come in a microtask.
    const stop = await this.#turn.promise;
    this.#setRunning(null);
    return stop;
  }

  #begin(argument: number): void {
    this.#entry(argument).then(
      (result: unknown) => this.#turn.resolve(typeof result === "number" ? { kind: "returned", result } : WRONG_RESULT),
      (error) => this.#turn.resolve({ kind: "threw", error }),
    );
  }
}
