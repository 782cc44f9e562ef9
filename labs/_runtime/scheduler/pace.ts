/**
 * Pace: how many steps are taken in a row, and when the host's event loop has its turn.
 *
 * A look at the real clock costs as much as two switches, so steps are taken in bursts between two looks. A burst is twice as
 * long as the last one, or half as long once half a slice has passed since the host's turn. The host goes round then, or when
 * the flag was raised; so its timers wait for about a slice at most.
 *
 * How the real one differs. Go's scheduler is the host: every 61st turn it looks at the queue that all threads share, and a
 * thread without work polls the network.
 */
import type { SchedulerClock } from "./clock.ts";

const LONGEST_BURST = 256;

/** The pace of one run. */
export class Pace {
  readonly #clock: SchedulerClock;
  readonly #sliceNs: number;
  #turnedNs = 0;
  #burst = 1;

  /** Begins with bursts of one step. */
  constructor(clock: SchedulerClock, sliceNs: number) {
    this.#clock = clock;
    this.#sliceNs = sliceNs;
  }

  /** The host has just had its turn. */
  hostWentRound(): void {
    this.#turnedNs = this.#clock.nowNs();
  }

  /** How many steps to take before the next look at the clock. */
  get steps(): number {
    return this.#clock.isVirtual ? LONGEST_BURST : this.#burst;
  }

  /** After a burst: whether the host should go round before the next. */
  isHostDue(flagWasRaised: boolean, promises: number): boolean {
    // In virtual time nothing comes from outside but what a promise brings.
    if (this.#clock.isVirtual) return promises > 0;
    const isLong = (this.#clock.nowNs() - this.#turnedNs) * 2 > this.#sliceNs;
    this.#burst = isLong ? Math.max(1, this.#burst >> 1) : Math.min(LONGEST_BURST, this.#burst * 2);
    return isLong || flagWasRaised;
  }
}
