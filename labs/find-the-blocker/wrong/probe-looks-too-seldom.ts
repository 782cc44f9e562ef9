// fails: the probe reports a stall of the loop
// says: every 50 ms or more often

// What begins and ends between two looks is never seen.
/** Time and timers: the machine's in a service, a model's in a test. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  /** Returns what `clearTimeout` takes. */
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** The loop counts as stalled when a timer is this late. */
export const STALL_MS = 100;

/** How often the probe looks. */
const CHECK_MS = 1_000;

/** Calls `onStall(lateMs)` once for each stall of the loop, until the returned function is called. */
export function watchLoop(clock: Clock, onStall: (lateMs: number) => void): () => void {
  let timer: unknown;
  function look(): void {
    const dueMs = clock.now() + CHECK_MS;
    timer = clock.setTimeout(() => {
      const lateMs = clock.now() - dueMs;
      if (lateMs > STALL_MS) onStall(lateMs);
      look();
    }, CHECK_MS);
  }
  look();
  return () => clock.clearTimeout(timer);
}

