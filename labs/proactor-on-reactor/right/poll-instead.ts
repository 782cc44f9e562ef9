import { EPOLLIN, EPOLLOUT, type Errno, isErrno, type Kernel, must } from "@interleave/kernel";

type Done = (result: number | Errno) => void;

/** What waits in one direction of one descriptor. */
class Line {
  readonly waiting: { readonly attempt: () => number | Errno; readonly done: Done }[] = [];
  constructor(readonly fd: number, readonly events: number) {}
}

// poll(2) keeps nothing, so there is nothing to keep in step with it. It knows regular files too: they are always ready.
export class Proactor {
  readonly #kernel: Kernel;
  readonly #lines: Line[] = [];
  readonly #posted: (() => void)[] = [];

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  read(fd: number, buffer: Uint8Array, done: Done): void {
    this.#line(fd, EPOLLIN).waiting.push({ attempt: () => this.#kernel.read(fd, buffer), done });
  }

  write(fd: number, bytes: Uint8Array, done: Done): void {
    let offset = 0;
    const attempt = (): number | Errno => {
      const count = this.#kernel.write(fd, bytes.subarray(offset));
      if (isErrno(count)) return count;
      offset += count;
      return offset < bytes.length ? "EAGAIN" : offset;
    };
    this.#line(fd, EPOLLOUT).waiting.push({ attempt, done });
  }

  post(handler: () => void): void {
    this.#posted.push(handler);
  }

  cancel(fd: number): void {
    for (const line of this.#lines) {
      if (line.fd !== fd) continue;
      for (const { done } of line.waiting.splice(0)) this.post(() => done("ECANCELED"));
    }
  }

  run(): void {
    for (;;) {
      while (this.#posted.length > 0) this.#posted.shift()!();
      const busy = this.#lines.filter(({ waiting }) => waiting.length > 0);
      if (busy.length === 0) return;
      const ready = must(this.#kernel.poll(busy.map(({ fd, events }) => ({ fd, events })), -1));
      busy.forEach((line, index) => {
        const first = line.waiting[0];
        if (ready[index] === 0 || first === undefined) return;
        const result = first.attempt();
        if (result === "EAGAIN") return;
        line.waiting.shift();
        this.post(() => first.done(result));
      });
    }
  }

  #line(fd: number, events: number): Line {
    let line = this.#lines.find((one) => one.fd === fd && one.events === events);
    if (line === undefined) this.#lines.push(line = new Line(fd, events));
    return line;
  }
}
