/**
 * Slices: what the looks at safe points answer, in each of the three modes.
 *
 * `cooperative`: nobody is ever stopped. `flag`: whoever finds the monitor's flag raised gives way. `quantum`: whoever has
 * used up a slice of time gives way. In virtual time each safe point costs the same, so every one looks.
 */
import { STRIDE, type Watch } from "../safepoints/mod.ts";
import type { SchedulerClock } from "./clock.ts";
import type { Monitor } from "./monitor.ts";

/** Who may stop a task. */
export type Mode = "cooperative" | "flag" | "quantum";

/** The parts of a slice. */
export interface SliceOptions {
  readonly mode: Mode;
  readonly clock: SchedulerClock;
  readonly sliceNs: number;
  /** What passing a safe point costs in virtual time. */
  readonly turnNs: number;
  readonly monitor: Monitor | null;
}

/** The slice of the task that runs. */
export class Slice {
  readonly #options: SliceOptions;
  #beganNs = 0;
  /** Going on is not passing a safe point: the first look after it is free. */
  #goesOn = false;

  /** Nobody runs yet. */
  constructor(options: SliceOptions) {
    this.#options = options;
  }

  /** A task begins to run, or goes on after it was stopped. */
  begin(goesOn: boolean): void {
    this.#goesOn = goesOn;
    if (this.#options.mode === "quantum") this.#beganNs = this.#options.clock.nowNs();
  }

  /** The answer to a look. */
  readonly watch: Watch = () => {
    const { clock, turnNs } = this.#options;
    const free = this.#goesOn;
    this.#goesOn = false;
    if (clock.isVirtual && !free) clock.spend(turnNs);
    if (!free && this.isOver()) return 0;
    return clock.isVirtual ? 1 : STRIDE;
  };

  /** Whether the task that runs should give way. */
  isOver(): boolean {
    const { mode, clock, sliceNs, monitor } = this.#options;
    if (mode === "cooperative") return false;
    if (mode === "flag") return monitor!.isRaised();
    return clock.nowNs() - this.#beganNs >= sliceNs;
  }
}
