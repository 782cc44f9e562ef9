/** Another way: a pipe to oneself as the wake-up, edge-triggered, and timers in a list that is kept in order. */
import { EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLLET, EPOLLIN, type Kernel, must, O_NONBLOCK } from "@interleave/kernel";

interface Timer {
  id: number;
  dueNs: number;
  callback: () => void;
}

export class Loop {
  queue: (() => void)[] = [];
  timers: Timer[] = [];
  watched: Record<number, () => void> = {};
  ids = 0;
  going = true;
  kernel: Kernel;
  epfd: number;
  reader: number;
  writer: number;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    this.epfd = kernel.epollCreate1() as number;
    [this.reader, this.writer] = kernel.pipe2(O_NONBLOCK) as [number, number];
    kernel.epollCtl(this.epfd, EPOLL_CTL_ADD, this.reader, { events: EPOLLIN | EPOLLET, data: -1 });
  }

  callSoon(callback: () => void) {
    this.queue.push(callback);
  }

  callLater(delayMs: number, callback: () => void) {
    const timer = { id: ++this.ids, dueNs: this.kernel.clockGettime() + delayMs * 1e6, callback };
    this.timers.push(timer);
    this.timers.sort((one, other) => one.dueNs - other.dueNs || one.id - other.id);
    return timer.id;
  }

  cancel(id: number) {
    this.timers = this.timers.filter((timer) => timer.id !== id);
  }

  watch(fd: number, callback: () => void) {
    this.watched[fd] = callback;
    this.kernel.epollCtl(this.epfd, EPOLL_CTL_ADD, fd, { events: EPOLLIN, data: fd });
  }

  unwatch(fd: number) {
    delete this.watched[fd];
    this.kernel.epollCtl(this.epfd, EPOLL_CTL_DEL, fd);
  }

  /** The queue is the loop's own: between two instructions of a thread nothing of it is half done here. */
  post(callback: () => void) {
    this.queue.push(callback);
    this.kernel.write(this.writer, new Uint8Array(1));
  }

  stop() {
    this.going = false;
  }

  run() {
    while (this.going) {
      let timeoutMs = -1;
      if (this.queue.length > 0) timeoutMs = 0;
      else if (this.timers.length > 0) {
        timeoutMs = Math.max(0, Math.ceil((this.timers[0]!.dueNs - this.kernel.clockGettime()) / 1e6));
      }
      const events = must(this.kernel.epollWait(this.epfd, 16, timeoutMs));
      for (const { data } of events) {
        if (data === -1) { while (typeof this.kernel.read(this.reader, new Uint8Array(64)) === "number"); }
        else this.watched[data]?.();
      }
      const nowNs = this.kernel.clockGettime();
      while (this.timers.length > 0 && this.timers[0]!.dueNs <= nowNs) this.timers.shift()!.callback();
      for (let left = this.queue.length; left > 0; left--) this.queue.shift()!();
    }
    for (const fd of [this.reader, this.writer, this.epfd]) this.kernel.close(fd);
  }
}
