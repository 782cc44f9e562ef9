import {
  EPOLL_CTL_ADD,
  EPOLL_CTL_MOD,
  EPOLLIN,
  EPOLLONESHOT,
  EPOLLOUT,
  type Errno,
  isErrno,
  type Kernel,
  must,
} from "@interleave/kernel";

type Done = (result: number | Errno) => void;

interface Pending {
  readonly fd: number;
  readonly isWrite: boolean;
  readonly attempt: () => number | Errno;
  readonly done: Done;
}

// One list for all. Epoll is asked for one report at a time, anew after each.
export class Proactor {
  #pending: Pending[] = [];
  #jobs: (() => void)[] = [];
  readonly #epfd: number;

  constructor(private readonly kernel: Kernel) {
    this.#epfd = kernel.epollCreate1() as number;
  }

  read(fd: number, buffer: Uint8Array, done: Done): void {
    this.#add({ fd, isWrite: false, attempt: () => this.kernel.read(fd, buffer), done });
  }

  write(fd: number, bytes: Uint8Array, done: Done): void {
    let rest = bytes;
    const attempt = () => {
      let count = this.kernel.write(fd, rest);
      while (!isErrno(count) && count < rest.length) {
        rest = rest.subarray(count);
        count = this.kernel.write(fd, rest);
      }
      return isErrno(count) ? count : bytes.length;
    };
    this.#add({ fd, isWrite: true, attempt, done });
  }

  post(handler: () => void): void {
    this.#jobs.push(handler);
  }

  cancel(fd: number): void {
    const ended = this.#pending.filter((pending) => pending.fd === fd);
    this.#pending = this.#pending.filter((pending) => pending.fd !== fd);
    for (const { done } of ended) this.post(() => done("ECANCELED"));
  }

  run(): void {
    while (this.#jobs.length > 0 || this.#pending.length > 0) {
      const jobs = this.#jobs;
      this.#jobs = [];
      for (const job of jobs) job();
      if (this.#jobs.length > 0 || this.#pending.length === 0) continue;
      const events = must(this.kernel.epollWait(this.#epfd, 16, -1));
      for (const { data } of events) {
        this.#tryAll(data);
        this.#arm(data);
      }
    }
  }

  #add(pending: Pending): void {
    const stands = this.#pending.some(({ fd, isWrite }) => fd === pending.fd && isWrite === pending.isWrite);
    this.#pending.push(pending);
    if (stands) return;
    this.#tryAll(pending.fd);
    this.#arm(pending.fd);
  }

  #tryAll(fd: number): void {
    for (const isWrite of [false, true]) {
      for (;;) {
        const first = this.#pending.find((pending) => pending.fd === fd && pending.isWrite === isWrite);
        const result = first?.attempt();
        if (first === undefined || result === undefined || result === "EAGAIN") break;
        this.#pending.splice(this.#pending.indexOf(first), 1);
        this.post(() => first.done(result));
      }
    }
  }

  #arm(fd: number): void {
    const own = this.#pending.filter((pending) => pending.fd === fd);
    if (own.length === 0) return;
    const events = EPOLLONESHOT | (own.some(({ isWrite }) => isWrite) ? EPOLLOUT : 0) |
      (own.some(({ isWrite }) => !isWrite) ? EPOLLIN : 0);
    const event = { events, data: fd };
    if (this.kernel.epollCtl(this.#epfd, EPOLL_CTL_MOD, fd, event) === "ENOENT") {
      this.kernel.epollCtl(this.#epfd, EPOLL_CTL_ADD, fd, event);
    }
  }
}
