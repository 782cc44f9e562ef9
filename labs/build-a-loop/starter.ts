import { EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLLIN, type Kernel, must } from "@interleave/kernel";

type Callback = () => void;

interface Timer {
  readonly dueNs: number;
  readonly callback: Callback;
}

const NS_PER_MS = 1_000_000;

/** Timers, descriptors and callbacks on one thread. */
export class Loop {
  readonly #kernel: Kernel;
  readonly #epfd: number;
  #ready: Callback[] = [];
  readonly #timers = new Map<number, Timer>();
  readonly #watched = new Map<number, Callback>();
  #timersSet = 0;
  #isStopped = false;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#epfd = must(kernel.epollCreate1());
  }

  /** Runs the callback in the next pass. */
  callSoon(callback: Callback): void {
    this.#ready.push(callback);
  }

  /** Runs the callback when so many milliseconds have passed. Returns a number, for `cancel`. */
  callLater(delayMs: number, callback: Callback): number {
    const dueNs = this.#kernel.clockGettime() + delayMs * NS_PER_MS;
    this.#timers.set(++this.#timersSet, { dueNs, callback });
    return this.#timersSet;
  }

  cancel(timer: number): void {
    this.#timers.delete(timer);
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
    this.#ready.push(callback);
  }

  /** Lets `run` return after this pass. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Goes round until it is stopped; then closes what the loop has opened. */
  run(): void {
    while (!this.#isStopped) {
      // Every 10 milliseconds the loop looks whether there is something to do.
      for (const { data: fd } of must(this.#kernel.epollWait(this.#epfd, 64, 10))) this.#watched.get(fd)?.();
      for (const [timer, { dueNs, callback }] of this.#timers) {
        if (dueNs > this.#kernel.clockGettime()) continue;
        this.#timers.delete(timer);
        callback();
      }
      for (const callback of this.#ready.splice(0)) callback();
    }
    this.#kernel.close(this.#epfd);
  }
}
