/** An event loop on the model kernel: timers, descriptors, and a queue of callbacks that are ready. */
import { EPOLL_CTL_ADD, EPOLLIN, type Kernel } from "../../labs/_runtime/kernel/mod.ts";
import { type Surely, surely } from "../_listings/surely.ts";

/** What the loop calls. */
export type Callback = () => void;

/** A callback and its moment. */
interface Timer {
  readonly dueNs: number;
  readonly callback: Callback;
}

/** What is run before the next look at the kernel: what was ready then, or all that is and that comes of it. */
export type Rule = "what was ready" | "until nothing is ready";

const NS_PER_MS = 1e6;

/** A loop for one thread. */
export class SmallLoop {
  readonly #kernel: Surely<Kernel>;
  readonly #epfd: number;
  readonly #rule: Rule;
  readonly #readers = new Map<number, Callback>();
  readonly #timers: Timer[] = []; // the earliest first
  #ready: Callback[] = [];

  /** Nothing to do yet. */
  constructor(kernel: Kernel, rule: Rule = "what was ready") {
    this.#kernel = surely(kernel);
    this.#epfd = this.#kernel.epollCreate1();
    this.#rule = rule;
  }

  /** Calls back in the next round. */
  soon(callback: Callback): void {
    this.#ready.push(callback);
  }

  /** Calls back after `ms`, or later. */
  setTimer(ms: number, callback: Callback): void {
    const dueNs = this.#kernel.clockGettime() + ms * NS_PER_MS;
    const place = this.#timers.findIndex((timer) => timer.dueNs > dueNs);
    this.#timers.splice(place === -1 ? this.#timers.length : place, 0, { dueNs, callback });
  }

  /** Calls back in each round in which the descriptor has something to read. */
  whenReadable(descriptor: number, callback: Callback): void {
    this.#readers.set(descriptor, callback);
    this.#kernel.epollCtl(this.#epfd, EPOLL_CTL_ADD, descriptor, { events: EPOLLIN, data: descriptor });
  }

  // #region run
  /** Goes round for ever. */
  run(): void {
    const [kernel, timers] = [this.#kernel, this.#timers];
    for (;;) {
      const events = kernel.epollWait(this.#epfd, 16, this.#timeoutMs());
      for (const { data } of events) this.soon(this.#readers.get(data)!);

      const nowNs = kernel.clockGettime();
      while (timers.length > 0 && timers[0]!.dueNs <= nowNs) {
        this.soon(timers.shift()!.callback);
      }
      this.#runReady();
    }
  }

  #timeoutMs(): number {
    if (this.#ready.length > 0) return 0; // somebody can go on now
    const [next] = this.#timers;
    if (next === undefined) return -1; // only a descriptor can wake us
    const ns = next.dueNs - this.#kernel.clockGettime();
    return Math.max(0, Math.ceil(ns / NS_PER_MS));
  }

  #runReady(): void {
    const callbacks = this.#ready;
    this.#ready = [];
    for (const callback of callbacks) callback();
    if (this.#rule === "what was ready") return;
    if (this.#ready.length > 0) this.#runReady();
  }
  // #endregion
}
