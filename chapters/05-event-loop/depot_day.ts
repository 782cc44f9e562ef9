/** A morning in virtual time: a scanner, two timers, and the small loop, until nobody has anything to say any more. */
import { createModelKernel, type ModelKernel, recordKernel, WaitsForEver } from "../../labs/_runtime/kernel/mod.ts";
import { createRecorder, type Trace } from "../../labs/_runtime/trace/mod.ts";
import { surely } from "../_listings/surely.ts";
import { type Rule, SmallLoop } from "./small_loop.ts";

/** What a program on the loop is given. */
export interface Day {
  readonly kernel: ModelKernel;
  readonly loop: SmallLoop;
  /** Prints with the time. */
  print(text: string): void;
  /** Computes: virtual time passes, and the thread is held. */
  compute(ms: number): void;
  /** A descriptor on which a scanner speaks at these moments, a byte each time. */
  scanner(momentsMs: readonly number[]): number;
}

/** Runs a program on the small loop; what it printed, and the trace of its system calls. */
export function day(
  program: (day: Day) => void,
  rule?: Rule,
): { readonly lines: readonly string[]; readonly trace: Trace } {
  const kernel = createModelKernel();
  const outside = surely(kernel);
  const recorder = createRecorder({ clock: "virtual", nowNs: () => kernel.clockGettime(), maxEvents: 5_000 });
  const lines: string[] = [];
  const loop = new SmallLoop(recordKernel(kernel, recorder), rule);
  program({
    kernel,
    loop,
    print(text) {
      lines.push(`${(kernel.clockGettime() / 1e6).toFixed(0).padStart(3)} ms  ${text}`);
      recorder.record({ kind: "printed", text });
    },
    compute: (ms) => kernel.advance(ms * 1e6),
    scanner(momentsMs) {
      const [ours, theirs] = outside.socketpair(0);
      for (const ms of momentsMs) kernel.at(ms * 1e6, () => void outside.write(theirs, new Uint8Array(1)));
      return ours;
    },
  });
  try {
    loop.run();
  } catch (thrown) {
    if (!(thrown instanceof WaitsForEver)) throw thrown; // here a service sleeps until tomorrow
  }
  return { lines, trace: recorder.trace() };
}
