// fails: cancel completes what waits with ECANCELED, by way of run, and takes no bytes
// says: run() to return

// The operations are gone, and the entry of epoll stays: run waits for what nobody waits for.
import {
  EPOLL_CTL_ADD,
  EPOLL_CTL_DEL,
  EPOLL_CTL_MOD,
  EPOLLERR,
  EPOLLHUP,
  EPOLLIN,
  EPOLLOUT,
  type Errno,
  has,
  isErrno,
  type Kernel,
  must,
} from "@interleave/kernel";

/** Is called with what came of an operation. */
export type Done = (result: number | Errno) => void;

/** An operation that has begun: what to try, and whom to tell. */
interface Operation {
  readonly attempt: () => number | Errno;
  readonly done: Done;
}

/** What is under way on one descriptor, and what epoll is asked for on its account. */
interface Descriptor {
  readonly reads: Operation[];
  readonly writes: Operation[];
  registered: number;
}

/** Begins operations, and calls handlers when they have completed. */
export class Proactor {
  readonly #kernel: Kernel;
  readonly #epfd: number;
  readonly #descriptors = new Map<number, Descriptor>();
  /** Handlers to be called. */
  readonly #handlers: (() => void)[] = [];

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    const epfd = must(kernel.epollCreate1());
    this.#epfd = epfd;
  }

  /** Begins a read: completes with the number of bytes that there were. */
  read(fd: number, buffer: Uint8Array, done: Done): void {
    this.#begin(fd, "reads", { attempt: () => this.#kernel.read(fd, buffer), done });
  }

  /** Begins a write: completes when all bytes are written. */
  write(fd: number, bytes: Uint8Array, done: Done): void {
    let written = 0;
    const attempt = () => {
      do {
        const count = this.#kernel.write(fd, bytes.subarray(written));
        if (isErrno(count)) return count;
        written += count;
      } while (written < bytes.length);
      return written;
    };
    this.#begin(fd, "writes", { attempt, done });
  }

  /** Has the handler called by `run`. */
  post(handler: () => void): void {
    this.#handlers.push(handler);
  }

  /** Ends what is under way on the descriptor with ECANCELED. */
  cancel(fd: number): void {
    const descriptor = this.#descriptors.get(fd);
    if (descriptor === undefined) return;
    for (const { done } of [...descriptor.reads.splice(0), ...descriptor.writes.splice(0)]) {
      this.post(() => done("ECANCELED"));
    }
  }

  /** Calls handlers until nothing is under way. */
  run(): void {
    for (;;) {
      for (let handler = this.#handlers.shift(); handler !== undefined; handler = this.#handlers.shift()) handler();
      if (this.#descriptors.size === 0) return;
      const events = must(this.#kernel.epollWait(this.#epfd, 64, -1));
      for (const { events: ready, data: fd } of events) {
        if (has(ready, EPOLLIN | EPOLLHUP | EPOLLERR)) this.#advance(fd, "reads");
        if (has(ready, EPOLLOUT | EPOLLHUP | EPOLLERR)) this.#advance(fd, "writes");
      }
    }
  }

  #begin(fd: number, kind: "reads" | "writes", operation: Operation): void {
    const descriptor = this.#descriptors.get(fd) ?? { reads: [], writes: [], registered: 0 };
    this.#descriptors.set(fd, descriptor);
    descriptor[kind].push(operation);
    if (descriptor[kind].length === 1) this.#advance(fd, kind);
  }

  /** Carries out what can be carried out now, oldest first. */
  #advance(fd: number, kind: "reads" | "writes"): void {
    const descriptor = this.#descriptors.get(fd);
    if (descriptor === undefined) return;
    for (let first = descriptor[kind][0]; first !== undefined; first = descriptor[kind][0]) {
      const result = first.attempt();
      if (result === "EAGAIN") break;
      const { done } = first;
      descriptor[kind].shift();
      this.post(() => done(result));
    }
    this.#register(fd, descriptor);
  }

  /** Asks epoll for what operations wait for, and for nothing else. */
  #register(fd: number, descriptor: Descriptor): void {
    const wanted = (descriptor.reads.length > 0 ? EPOLLIN : 0) | (descriptor.writes.length > 0 ? EPOLLOUT : 0);
    if (wanted === 0) this.#descriptors.delete(fd);
    if (wanted === descriptor.registered) return;
    const op = descriptor.registered === 0 ? EPOLL_CTL_ADD : wanted === 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD;
    must(this.#kernel.epollCtl(this.#epfd, op, fd, { events: wanted, data: fd }));
    descriptor.registered = wanted;
  }
}
