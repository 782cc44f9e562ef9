// fails: the jobs of one timer run before the next timer that is due
// says: What happens between two of them

// Node before version 11: all timers that are due, and then the jobs of all of them.
/** What the loop gets from outside. */
export interface Host {
  /** The time in milliseconds. */
  nowMs(): number;
  /** Waits until then. */
  sleepUntil(ms: number): void;
  /** Takes what a callback threw and nobody caught, as a console does. */
  report(error: unknown): void;
}

type Callback = () => void;
type Handler = (value: unknown) => unknown;

interface Timer {
  readonly id: number;
  readonly dueMs: number;
  readonly task: Callback;
}

/** Runs callbacks: jobs (`queueMicrotask`) and tasks (`setTimeout`). */
export class Loop {
  readonly #host: Host;
  readonly #jobs: Callback[] = [];
  /** The next to be due first; due together, in the order in which they were set. */
  readonly #timers: Timer[] = [];
  #timersSet = 0;

  constructor(host: Host) {
    this.#host = host;
  }

  queueMicrotask(job: Callback): void {
    this.#jobs.push(job);
  }

  /** Returns the timer's number, for `clearTimeout`. */
  setTimeout(task: Callback, delayMs: number): number {
    const timer = { id: ++this.#timersSet, dueMs: this.#host.nowMs() + delayMs, task };
    const later = this.#timers.findIndex(({ dueMs }) => dueMs > timer.dueMs);
    this.#timers.splice(later === -1 ? this.#timers.length : later, 0, timer);
    return timer.id;
  }

  clearTimeout(timer: number): void {
    const place = this.#timers.findIndex(({ id }) => id === timer);
    if (place !== -1) this.#timers.splice(place, 1);
  }

  /** Runs `main`, and everything that comes of it; returns when nothing is left. */
  run(main: Callback): void {
    this.#runTask(main);
    for (let timer = this.#timers.shift(); timer !== undefined; timer = this.#timers.shift()) {
      this.#host.sleepUntil(timer.dueMs);
      this.#call(timer.task);
      if (this.#timers[0]?.dueMs !== timer.dueMs) this.#runTask(() => {});
    }
  }

  /** One task, and then jobs until none is left: what they queue is served as well. */
  #runTask(task: Callback): void {
    this.#call(task);
    for (let job = this.#jobs.shift(); job !== undefined; job = this.#jobs.shift()) this.#call(job);
  }

  #call(callback: Callback): void {
    try {
      callback();
    } catch (error) {
      this.#host.report(error);
    }
  }
}

/** A promise that is settled from outside. */
export class Deferred {
  readonly #loop: Loop;
  #state: "pending" | "fulfilled" | "rejected" = "pending";
  /** Resolved or rejected by somebody; perhaps still pending, as long as another promise is. */
  #isDecided = false;
  #value: unknown;
  /** What to do in a job of its own when it is settled. */
  #reactions: Callback[] = [];

  constructor(loop: Loop) {
    this.#loop = loop;
  }

  /** With a value, or with another `Deferred`, whose outcome it will share. */
  resolve(value: unknown): void {
    if (this.#isDecided) return;
    this.#isDecided = true;
    if (!(value instanceof Deferred)) return this.#settle("fulfilled", value);
    // The other's `then` might be anybody's code, so it is called from a job. Its reaction is a second one.
    this.#loop.queueMicrotask(() => {
      value.then((result) => this.#settle("fulfilled", result), (reason) => this.#settle("rejected", reason));
    });
  }

  reject(reason: unknown): void {
    if (this.#isDecided) return;
    this.#isDecided = true;
    this.#settle("rejected", reason);
  }

  /** The new `Deferred` gets what the handler returns or throws; without a handler, the same outcome. */
  then(onFulfilled?: Handler | null, onRejected?: Handler | null): Deferred {
    const next = new Deferred(this.#loop);
    const reaction = () => {
      const handler = this.#state === "fulfilled" ? onFulfilled : onRejected;
      try {
        if (handler) next.resolve(handler(this.#value));
        else if (this.#state === "fulfilled") next.resolve(this.#value);
        else next.reject(this.#value);
      } catch (error) {
        next.reject(error);
      }
    };
    if (this.#state === "pending") this.#reactions.push(reaction);
    else this.#loop.queueMicrotask(reaction);
    return next;
  }

  #settle(state: "fulfilled" | "rejected", value: unknown): void {
    this.#state = state;
    this.#value = value;
    for (const reaction of this.#reactions) this.#loop.queueMicrotask(reaction);
    this.#reactions = [];
  }
}
