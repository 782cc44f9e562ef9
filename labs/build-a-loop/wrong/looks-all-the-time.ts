// fails: the loop sleeps until something is to be done
// says: of them in a row

// Never waits: asks again and again.
import { EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLLIN, type Kernel, must, O_NONBLOCK } from "@interleave/kernel";

type Callback = () => void;

/** Something that will run; cancelled, it will not, wherever it waits. */
interface Entry {
  readonly callback: Callback;
  isCancelled: boolean;
}

interface Timer extends Entry {
  readonly id: number;
  readonly dueNs: number;
}

const NS_PER_MS = 1_000_000;
const MOST_EVENTS = 64;

/** Timers, descriptors and callbacks on one thread. */
export class Loop {
  readonly #kernel: Kernel;
  readonly #epfd: number;
  /** Other threads write to it, and the wait ends. */
  readonly #wake: number;
  #ready: Entry[] = [];
  #posted: Callback[] = [];
  readonly #timers = new Heap();
  /** By number, as long as they have not run. */
  readonly #timersById = new Map<number, Timer>();
  readonly #watched = new Map<number, Callback>();
  #timersSet = 0;
  #isStopped = false;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#epfd = must(kernel.epollCreate1());
    this.#wake = must(kernel.eventfd(0, O_NONBLOCK));
    must(kernel.epollCtl(this.#epfd, EPOLL_CTL_ADD, this.#wake, { events: EPOLLIN, data: this.#wake }));
  }

  /** Runs the callback in the next pass. */
  callSoon(callback: Callback): void {
    this.#ready.push({ callback, isCancelled: false });
  }

  /** Runs the callback when so many milliseconds have passed. Returns a number, for `cancel`. */
  callLater(delayMs: number, callback: Callback): number {
    const dueNs = this.#kernel.clockGettime() + delayMs * NS_PER_MS;
    const id = ++this.#timersSet;
    const run = () => {
      this.#timersById.delete(id);
      callback();
    };
    const timer = { id, dueNs, callback: run, isCancelled: false };
    this.#timers.add(timer);
    this.#timersById.set(id, timer);
    return id;
  }

  cancel(timer: number): void {
    const entry = this.#timersById.get(timer);
    if (entry !== undefined) entry.isCancelled = true;
    this.#timersById.delete(timer);
  }

  /** Runs the callback whenever the descriptor has something to read. */
  watch(fd: number, callback: Callback): void {
    this.#watched.set(fd, callback);
    must(this.#kernel.epollCtl(this.#epfd, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd }));
  }

  unwatch(fd: number): void {
    this.#watched.delete(fd);
    must(this.#kernel.epollCtl(this.#epfd, EPOLL_CTL_DEL, fd));
  }

  /** As `callSoon`, but other threads call it, at any moment. */
  post(callback: Callback): void {
    this.#posted.push(callback);
    this.#kernel.write(this.#wake, new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0]));
  }

  /** Lets `run` return after this pass. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Goes round until it is stopped; then closes what the loop has opened. */
  run(): void {
    while (!this.#isStopped) {
      for (
        const { data: fd } of must(this.#kernel.epollWait(this.#epfd, MOST_EVENTS, Math.min(this.#timeoutMs(), 0) + 1))
      ) {
        if (fd === this.#wake) this.#takePosted();
        // Whether somebody still watches it is looked up when its turn comes.
        else this.callSoon(() => this.#watched.get(fd)?.());
      }
      this.#takeDue();
      // Those that are here now. What they queue has its turn after the next wait, which then takes no time.
      const ready = this.#ready;
      this.#ready = [];
      for (const entry of ready) if (!entry.isCancelled) entry.callback();
    }
    for (const fd of [this.#wake, this.#epfd]) this.#kernel.close(fd);
  }

  /** How long the loop may sleep: rounded up, or it would wake before the timer and find nothing to do. */
  #timeoutMs(): number {
    if (this.#ready.length > 0) return 0;
    for (let first = this.#timers.first; first !== undefined; first = this.#timers.first) {
      if (!first.isCancelled) return Math.max(0, Math.ceil((first.dueNs - this.#kernel.clockGettime()) / NS_PER_MS));
      this.#timers.takeFirst();
    }
    return -1;
  }

  /** The eventfd first: what is posted between the two is in the list, and the wait ends once too often. */
  #takePosted(): void {
    this.#kernel.read(this.#wake, new Uint8Array(8));
    const posted = this.#posted;
    this.#posted = [];
    for (const callback of posted) this.callSoon(callback);
  }

  #takeDue(): void {
    if (this.#timers.first === undefined) return;
    const nowNs = this.#kernel.clockGettime();
    for (let first = this.#timers.first; first !== undefined && first.dueNs <= nowNs; first = this.#timers.first) {
      this.#ready.push(first);
      this.#timers.takeFirst();
    }
  }
}

/** The timer that is due first is at the top; due together, the one that was set first. */
class Heap {
  readonly #timers: Timer[] = [];

  get first(): Timer | undefined {
    return this.#timers[0];
  }

  add(timer: Timer): void {
    let place = this.#timers.push(timer) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!isBefore(timer, this.#timers[parent]!)) break;
      this.#timers[place] = this.#timers[parent]!;
      place = parent;
    }
    this.#timers[place] = timer;
  }

  takeFirst(): void {
    const last = this.#timers.pop();
    const { length } = this.#timers;
    if (last === undefined || length === 0) return;
    let place = 0;
    for (let child = 1; child < length; child = 2 * place + 1) {
      const other = child + 1;
      if (other < length && isBefore(this.#timers[other]!, this.#timers[child]!)) child = other;
      if (!isBefore(this.#timers[child]!, last)) break;
      this.#timers[place] = this.#timers[child]!;
      place = child;
    }
    this.#timers[place] = last;
  }
}

function isBefore(one: Timer, other: Timer): boolean {
  return one.dueNs < other.dueNs || (one.dueNs === other.dueNs && one.id < other.id);
}
