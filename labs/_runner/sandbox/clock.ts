/** Time as a parameter: the runner reads and waits on a clock that a test can turn by hand. */

/** A clock and its alarm. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  now(): number;
  /** Calls `ring` once, `ms` milliseconds from now, unless disposed before. */
  after(ms: number, ring: () => void): Disposable;
}

/** The machine's monotonic clock. */
export const MACHINE_CLOCK: Clock = {
  now: () => performance.now(),
  after(ms, ring) {
    const timer = setTimeout(ring, ms);
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  },
};
