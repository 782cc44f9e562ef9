/** Another way: timers before the wait, a bounded batch of callbacks, and a wake-up that is written only once until it is read. */
import { EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLLIN, type Kernel, must, O_NONBLOCK } from "@interleave/kernel";

type Callback = () => void;

export class Loop {
  readonly #kernel: Kernel;
  readonly #epfd: number;
  readonly #eventfd: number;
  readonly #ready: Callback[] = [];
  readonly #inbox: Callback[] = [];
  readonly #timers = new Map<number, { readonly dueNs: number; readonly callback: Callback }>();
  readonly #watched = new Map<number, Callback>();
  #lastTimer = 0;
  #isWakeWritten = false;
  #isStopped = false;

  constructor(kernel: Kernel) {
    const [epfd, eventfd] = [must(kernel.epollCreate1()), must(kernel.eventfd(0, O_NONBLOCK))];
    [this.#kernel, this.#epfd, this.#eventfd] = [kernel, epfd, eventfd];
    this.watch(eventfd, () => {
      kernel.read(eventfd, new Uint8Array(8));
      this.#isWakeWritten = false;
      this.#ready.push(...this.#inbox.splice(0));
    });
  }

  callSoon(callback: Callback): void {
    this.#ready.push(callback);
  }

  callLater(delayMs: number, callback: Callback): number {
    this.#timers.set(++this.#lastTimer, { dueNs: this.#kernel.clockGettime() + 1e6 * delayMs, callback });
    return this.#lastTimer;
  }

  cancel(timer: number): void {
    this.#timers.delete(timer);
  }

  watch(fd: number, callback: Callback): void {
    this.#watched.set(fd, callback);
    this.#kernel.epollCtl(this.#epfd, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd });
  }

  unwatch(fd: number): void {
    this.#watched.delete(fd);
    this.#kernel.epollCtl(this.#epfd, EPOLL_CTL_DEL, fd);
  }

  post(callback: Callback): void {
    this.#inbox.push(callback);
    if (this.#isWakeWritten) return;
    this.#isWakeWritten = true;
    this.#kernel.write(this.#eventfd, new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0]));
  }

  stop(): void {
    this.#isStopped = true;
  }

  run(): void {
    while (!this.#isStopped) {
      this.#runTimers();
      this.#runReady(32);
      const events = must(this.#kernel.epollWait(this.#epfd, 64, this.#isStopped ? 0 : this.#limit()));
      for (const { data } of events) this.#watched.get(data)?.();
    }
    this.#kernel.close(this.#eventfd);
    this.#kernel.close(this.#epfd);
  }

  #next(): number | undefined {
    let next: number | undefined;
    for (const [timer, { dueNs }] of this.#timers) {
      if (next === undefined || dueNs < this.#timers.get(next)!.dueNs) next = timer;
    }
    return next;
  }

  #runTimers(): void {
    const nowNs = this.#kernel.clockGettime();
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const { dueNs, callback } = this.#timers.get(next)!;
      if (dueNs > nowNs) return;
      this.#timers.delete(next);
      callback();
    }
  }

  #runReady(most: number): void {
    for (let count = 0; count < most; count++) this.#ready.shift()?.();
  }

  #limit(): number {
    if (this.#ready.length > 0) return 0;
    const next = this.#next();
    if (next === undefined) return -1;
    const leftNs = this.#timers.get(next)!.dueNs - this.#kernel.clockGettime();
    return leftNs <= 0 ? 0 : Math.floor(leftNs / 1e6) + 1;
  }
}
