/** How much of a program's output is shown, and how much it may print at all. */
import type { RunLimits } from "../protocol.ts";

/** The count of one run's stdout and stderr together. */
export class OutputBudget {
  readonly #limits: Pick<RunLimits, "outputBytes" | "shownBytes">;
  #printed = 0;

  constructor(limits: Pick<RunLimits, "outputBytes" | "shownBytes">) {
    this.#limits = limits;
  }

  /** Counts `bytes`, returns the part of them that is shown. */
  take(bytes: Uint8Array): Uint8Array {
    const left = Math.max(0, this.#limits.shownBytes - this.#printed);
    this.#printed += bytes.length;
    return bytes.subarray(0, left);
  }

  /** True when something was not shown. */
  get truncated(): boolean {
    return this.#printed > this.#limits.shownBytes;
  }

  /** True when the program has printed more than it may. */
  get exceeded(): boolean {
    return this.#printed > this.#limits.outputBytes;
  }
}
