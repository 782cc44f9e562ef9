/**
 * A clock that moves only when it is told to: time as a model, so that a program of timers runs the same way every time.
 *
 * Code under it takes no time unless it says so with `spend`. When all code has come to rest, the clock jumps to the
 * earliest timer and fires it; timers due at the same moment fire in the order in which they were set.
 *
 * What it leaves out. It waits for nothing outside the program: no sockets, no files. It has no phases and no bound on how
 * much runs between two timers.
 *
 * How the real one differs. Real timers are never early and usually late: the kernel rounds, the thread is busy or not
 * scheduled. Real loops keep timers in a heap or a wheel, since a server has thousands (here: a sorted list). And real time
 * passes while code runs whether or not it calls `spend`.
 */

/** Nanoseconds in the unit that delays are given in. */
const NS_PER_MS = 1_000_000;

/** A callback that becomes due at a moment. */
interface Timer {
  readonly id: number;
  readonly dueNs: number;
  readonly fire: (timer: FiredTimer) => void;
  /** Told at the moment the timer is due, which is earlier than `fire` when code is busy. */
  readonly onDue: (() => void) | undefined;
  /** True once `onDue` was told. */
  announced: boolean;
}

/** What a timer's callback hears. */
export interface FiredTimer {
  /** The number that `setTimer` returned. */
  readonly id: number;
  /** By how much code that would not stop made it wait, in nanoseconds. */
  readonly lateNs: number;
}

/** What a clock needs from the world. */
export interface VirtualClockOptions {
  /**
   * Resolves when everything that can run without a timer has run. In Deno a turn of the real loop does that, because the
   * microtask queue is emptied before the next turn: `() => new Promise((resolve) => setImmediate(resolve))`.
   */
  readonly settle: () => Promise<void>;
}

/** Virtual time, and the timers that wait in it. */
export class VirtualClock {
  readonly #settle: () => Promise<void>;
  /** By due time; timers of one moment stay in the order in which they were set. */
  readonly #timers: Timer[] = [];
  #nowNs = 0;
  #lastId = 0;

  /** A clock at 0 with no timers. */
  constructor(options: VirtualClockOptions) {
    this.#settle = options.settle;
  }

  /** The present, in nanoseconds since the clock was made. */
  get nowNs(): number {
    return this.#nowNs;
  }

  /** Calls `fire` when `delayMs` have passed, and returns the timer's number. Throws `RangeError` on a delay that is no time. */
  setTimer(delayMs: number, fire: (timer: FiredTimer) => void, options: { readonly onDue?: () => void } = {}): number {
    if (!Number.isFinite(delayMs) || delayMs < 0) {
      throw new RangeError(`setTimer: delayMs is ${delayMs}; give a finite number of milliseconds, 0 or more`);
    }
    this.#lastId += 1;
    const dueNs = this.#nowNs + Math.round(delayMs * NS_PER_MS);
    const timer = { id: this.#lastId, dueNs, fire, onDue: options.onDue, announced: false };
    const later = this.#timers.findIndex((other) => other.dueNs > dueNs);
    this.#timers.splice(later === -1 ? this.#timers.length : later, 0, timer);
    return timer.id;
  }

  /** Takes a timer back; a timer that has fired, or never was, is left alone. */
  clearTimer(id: number): void {
    const index = this.#timers.findIndex((timer) => timer.id === id);
    if (index !== -1) this.#timers.splice(index, 1);
  }

  /** A promise that resolves when `delayMs` have passed. */
  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.setTimer(delayMs, () => resolve()));
  }

  /**
   * Code that runs for `ms` without a pause. Timers become due meanwhile, and none fires: whoever calls this holds the
   * thread. That is all there is to a stalled loop.
   */
  spend(ms: number): void {
    if (!Number.isFinite(ms) || ms < 0) {
      throw new RangeError(`spend: ms is ${ms}; give a finite number of milliseconds, 0 or more`);
    }
    const end = this.#nowNs + Math.round(ms * NS_PER_MS);
    for (const timer of this.#timers.filter((timer) => timer.dueNs <= end)) this.#announce(timer);
    this.#nowNs = end;
  }

  /** Fires timers, letting code come to rest before each, until none is left. Resolves to the time at the end, in nanoseconds. */
  async run(): Promise<number> {
    await this.#settle();
    for (let timer = this.#timers.shift(); timer !== undefined; timer = this.#timers.shift()) {
      this.#announce(timer);
      timer.fire({ id: timer.id, lateNs: this.#nowNs - timer.dueNs });
      await this.#settle();
    }
    return this.#nowNs;
  }

  /** Moves to the moment at which the timer is due, never back, and says so once. */
  #announce(timer: Timer): void {
    if (timer.announced) return;
    this.#nowNs = Math.max(this.#nowNs, timer.dueNs);
    timer.announced = true;
    timer.onDue?.();
  }
}
