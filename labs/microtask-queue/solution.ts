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
      this.#runTask(timer.task);
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

/** What an experiment may use: your classes, and in the second run the runtime's own. */
export interface World {
  print(text: string): void;
  queueMicrotask(job: () => void): void;
  setTimeout(task: () => void, delayMs: number): number;
  clearTimeout(timer: number): void;
  /** A new promise, with its `resolve` and `reject`. */
  defer(): Pick<Deferred, "resolve" | "reject" | "then">;
}

/** Run executes this on your loop and on the real one: change it to try what you want to know. */
export function experiment({ print, queueMicrotask, setTimeout, defer }: World): void {
  const stored = defer();
  setTimeout(() => print("eta refreshed"), 0);
  stored.then((scan) => print(`${scan} acknowledged`)).then(() => print("van told"));
  queueMicrotask(() => print("label queued"));
  stored.resolve("scan 17");
  print("scan 17 arrived");
}
