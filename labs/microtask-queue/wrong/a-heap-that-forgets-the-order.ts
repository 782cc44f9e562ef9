// fails: timers come by the time at which they are due, and those of one time in the order in which they were set
// says: which was set first

// A heap by due time alone: of two that are due together either may be on top.
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
  /** A heap: the next to be due first. */
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
    const heap = this.#timers;
    heap.push(timer);
    for (let place = heap.length - 1; place > 0;) {
      const parent = (place - 1) >> 1;
      if (heap[parent]!.dueMs <= heap[place]!.dueMs) break;
      [heap[parent], heap[place]] = [heap[place]!, heap[parent]!];
      place = parent;
    }
    return timer.id;
  }

  clearTimeout(timer: number): void {
    const kept = this.#timers.filter(({ id }) => id !== timer);
    this.#timers.length = 0;
    this.#timers.push(...kept.toSorted((one, other) => one.dueMs - other.dueMs));
  }

  /** Runs `main`, and everything that comes of it; returns when nothing is left. */
  run(main: Callback): void {
    this.#runTask(main);
    for (let timer = this.#takeFirst(); timer !== undefined; timer = this.#takeFirst()) {
      this.#host.sleepUntil(timer.dueMs);
      this.#runTask(timer.task);
    }
  }

  #takeFirst(): Timer | undefined {
    const heap = this.#timers;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    heap[0] = last;
    for (let place = 0;;) {
      let least = place;
      for (const child of [2 * place + 1, 2 * place + 2]) {
        if (child < heap.length && heap[child]!.dueMs < heap[least]!.dueMs) least = child;
      }
      if (least === place) return first;
      [heap[least], heap[place]] = [heap[place]!, heap[least]!];
      place = least;
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
