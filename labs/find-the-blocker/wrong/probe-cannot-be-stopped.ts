// fails: a stopped probe reports no more and sets no more timers
// says: after the probe was stopped

// Only the first timer is taken back: it has fired long ago.
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

/** How often the probe looks: a stall may look shorter by as much. */
const CHECK_MS = 20;

/** Calls `onStall(lateMs)` once for each stall of the loop, until the returned function is called. */
export function watchLoop(clock: Clock, onStall: (lateMs: number) => void): () => void {
  function look(): unknown {
    const dueMs = clock.now() + CHECK_MS;
    return clock.setTimeout(() => {
      const lateMs = clock.now() - dueMs;
      if (lateMs > STALL_MS) onStall(lateMs);
      look();
    }, CHECK_MS);
  }
  const first = look();
  return () => clock.clearTimeout(first);
}

