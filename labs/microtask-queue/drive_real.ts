/** Runs a program on Deno's own loop. */
import { textOf } from "./drive_program.ts";
import type { Deferred, World } from "./starter.ts";

/** How far apart two timers must be due, in the real loop, for their order to be no chance. */
const APART_MS = 2;

const real = {
  queueMicrotask: globalThis.queueMicrotask.bind(globalThis),
  setTimeout: globalThis.setTimeout.bind(globalThis),
  clearTimeout: globalThis.clearTimeout.bind(globalThis),
  now: performance.now.bind(performance),
};

/** While a program runs on the real loop: what becomes of an error that nobody caught. */
let takeUncaught: ((error: unknown) => void) | null = null;

// Before anybody else listens: an error of a program is a line of its output, and not the end of the process.
addEventListener("error", (event) => {
  if (takeUncaught === null) return;
  event.preventDefault();
  takeUncaught(event.error);
});

/** What one run came to. */
export interface RealRun {
  readonly lines: readonly string[];
  /** Whether the machine kept the timers as far apart as the program wants them. */
  readonly isInOrder: boolean;
}

/** Resolves when nothing is left of the program. */
export async function onReal(program: (world: World) => void): Promise<RealRun> {
  const lines: string[] = [];
  /** When each timer was due by the program's own count, which takes no time for anything else, and by the clock. */
  const dues: { readonly wantedMs: number; readonly realMs: number }[] = [];
  const running = new Set<number>();
  let wantedNowMs = 0;
  const { promise: over, resolve: finish } = Promise.withResolvers<void>();
  const print = (text: string) => void lines.push(text);
  const world: World = {
    print,
    queueMicrotask: real.queueMicrotask,
    setTimeout(task, delayMs) {
      const wantedMs = wantedNowMs + delayMs;
      dues.push({ wantedMs, realMs: real.now() + delayMs });
      // A number, whichever of the host's types of timers is in reach.
      const timer = Number(real.setTimeout(() => {
        wantedNowMs = wantedMs;
        running.delete(timer);
        endWhenIdle();
        task();
      }, delayMs));
      running.add(timer);
      return timer;
    },
    clearTimeout(timer) {
      running.delete(timer);
      real.clearTimeout(timer);
    },
    defer: quietPromise,
  };

  /** Looks again when the jobs of this task have run. */
  function endWhenIdle(): void {
    real.setTimeout(() => running.size === 0 && finish(), 0);
  }

  takeUncaught = (error) => print(`uncaught: ${textOf(error)}`);
  real.setTimeout(() => {
    endWhenIdle();
    program(world);
  }, 0);
  await over;
  takeUncaught = null;
  const isInOrder = dues.every((one) =>
    dues.every((other) => one.wantedMs >= other.wantedMs || one.realMs + APART_MS < other.realMs)
  );
  return { lines, isInOrder };
}

/** A promise of the runtime's; of each in a chain somebody takes the rejection, in a job that does nothing. */
function quietPromise(): ReturnType<World["defer"]> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  function quiet(promise: Promise<unknown>): Deferred {
    promise.catch(() => {});
    return {
      promise,
      resolve: (value: unknown) => resolve(nativeOf(value)),
      reject,
      then: (onFulfilled?: ((value: unknown) => unknown) | null, onRejected?: ((value: unknown) => unknown) | null) =>
        quiet(promise.then(
          onFulfilled && ((value) => nativeOf(onFulfilled(value))),
          onRejected && ((reason) => nativeOf(onRejected(reason))),
        )),
    } as unknown as Deferred;
  }
  return quiet(promise);
}

/** What `defer` gave stands for its promise. */
function nativeOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "promise" in value ? value.promise : value;
}
