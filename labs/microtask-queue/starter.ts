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

/** Runs callbacks: jobs (`queueMicrotask`) and tasks (`setTimeout`). */
export class Loop {
  readonly #queue: Callback[] = [];

  constructor(_host: Host) {}

  queueMicrotask(job: Callback): void {
    this.#queue.push(job);
  }

  /** Returns the timer's number, for `clearTimeout`. */
  setTimeout(task: Callback, _delayMs: number): number {
    this.#queue.push(task);
    return this.#queue.length;
  }

  clearTimeout(_timer: number): void {}

  /** Runs `main`, and everything that comes of it; returns when nothing is left. */
  run(main: Callback): void {
    main();
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) next();
  }
}

/** A promise that is settled from outside. */
export class Deferred {
  readonly #handlers: Handler[] = [];
  #settled = false;
  #value: unknown;

  constructor(_loop: Loop) {}

  /** With a value, or with another `Deferred`, whose outcome it will share. */
  resolve(value: unknown): void {
    this.#settled = true;
    this.#value = value;
    for (const handler of this.#handlers) handler(value);
  }

  reject(_reason: unknown): void {}

  /** The new `Deferred` gets what the handler returns or throws; without a handler, the same outcome. */
  then(onFulfilled?: Handler | null, _onRejected?: Handler | null): Deferred {
    if (onFulfilled && this.#settled) onFulfilled(this.#value);
    else if (onFulfilled) this.#handlers.push(onFulfilled);
    return this;
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
