/**
 * The descriptor table of a process: small numbers, and the open file descriptions they lead to.
 *
 * A new descriptor always gets the lowest free number (POSIX), which is why the number of a closed connection soon means
 * another one. A program that keeps numbers in its own tables must clear them before it closes.
 *
 * Left out: fork and exec, and the flag that closes on exec. Linux finds the lowest free number in a bitmap; here a heap of
 * freed numbers would do, and a walk from the lowest possible one does too.
 */
import type { Returned } from "./errno.ts";
import type { OpenFile } from "./open_file.ts";

/** Standard input, output and error are open when a program starts. */
const FIRST = 3;

/** The table. */
export class DescriptorTable {
  readonly #files = new Map<number, OpenFile>();
  readonly #limit: number;
  /** No number below this is free. */
  #lowestFree = FIRST;

  /** A table of numbers below `limit` (RLIMIT_NOFILE). */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The description that the number leads to. */
  get(fd: number): OpenFile | undefined {
    return this.#files.get(fd);
  }

  /** True when `count` more descriptors fit. */
  fits(count: number): boolean {
    return this.#files.size + FIRST + count <= this.#limit;
  }

  /** Gives the description a number. */
  open(file: OpenFile): Returned<number> {
    if (!this.fits(1)) return "EMFILE";
    let fd = this.#lowestFree;
    while (this.#files.has(fd)) fd += 1;
    this.#lowestFree = fd + 1;
    this.#files.set(fd, file);
    file.hold();
    return fd;
  }

  /** Frees the number, then lets go of the description. */
  close(fd: number): Returned<0> {
    const file = this.#files.get(fd);
    if (file === undefined) return "EBADF";
    this.#files.delete(fd);
    this.#lowestFree = Math.min(this.#lowestFree, fd);
    file.drop();
    return 0;
  }
}
