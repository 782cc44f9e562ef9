/**
 * What threads take: address space, memory, and what the kernel keeps about each.
 *
 * A stack is reserved whole when the thread begins (8 MiB, RLIMIT_STACK), and that costs next to nothing: addresses without
 * memory behind them. A page of memory comes with the first touch, and stays until the thread ends, however little of it
 * is used later. So a thread is as large as the deepest it ever went.
 *
 * What it leaves out: page tables (4 KiB for each stack, once it is touched), the C library's keeping the stacks of threads
 * that ended for new ones, and huge pages, which can make the first touch cost 2 MiB.
 */

const PAGE_BYTES = 4_096;
/** The C library's record of the thread, and the first frames: measured, 1,000 idle threads of a C program. */
const FIRST_TOUCH_BYTES = 8_192;
/** A kernel stack of 4 pages (x86-64), and `struct task_struct` of 5,888 bytes, which depends on the configuration. */
export const KERNEL_BYTES = 16_384 + 5_888;

/** A reckoning of threads. */
export interface ThreadUsage {
  /** Threads that have begun and not ended. */
  readonly threads: number;
  /** Address space of their stacks. */
  readonly reservedBytes: number;
  /** Memory behind the pages of their stacks that were touched. */
  readonly residentBytes: number;
  /** What the kernel keeps: a stack of its own for each, and a record. */
  readonly kernelBytes: number;
}

const NONE: ThreadUsage = { threads: 0, reservedBytes: 0, residentBytes: 0, kernelBytes: 0 };

/** The threads of a process, added up. */
export class ThreadMemory {
  #now = NONE;
  #most = NONE;

  /** At this moment. */
  get now(): ThreadUsage {
    return this.#now;
  }

  /** The most there was of each, so far. */
  get most(): ThreadUsage {
    return this.#most;
  }

  /** A thread begins. */
  begin(reservedBytes: number): ThreadStack {
    this.#change({ threads: 1, reservedBytes, residentBytes: 0, kernelBytes: KERNEL_BYTES });
    return new ThreadStack(reservedBytes, (residentBytes) => this.#change({ ...NONE, residentBytes }));
  }

  /** The thread of this stack has ended. */
  end({ reservedBytes, residentBytes }: ThreadStack): void {
    const gone = { threads: 1, reservedBytes, residentBytes, kernelBytes: KERNEL_BYTES };
    this.#change(combine(NONE, gone, (none, taken) => none - taken));
  }

  #change(by: ThreadUsage): void {
    this.#now = combine(this.#now, by, (before, added) => before + added);
    this.#most = combine(this.#most, this.#now, Math.max);
  }
}

function combine(one: ThreadUsage, other: ThreadUsage, how: (one: number, other: number) => number): ThreadUsage {
  return {
    threads: how(one.threads, other.threads),
    reservedBytes: how(one.reservedBytes, other.reservedBytes),
    residentBytes: how(one.residentBytes, other.residentBytes),
    kernelBytes: how(one.kernelBytes, other.kernelBytes),
  };
}

/** The stack of one thread. What it leaves out: returning. Locals live until the thread ends, as those of its first function. */
export class ThreadStack {
  /** Address space. */
  readonly reservedBytes: number;
  readonly #onTouch: (bytes: number) => void;
  #usedBytes = 0;
  #residentBytes = 0;

  /** Reserved and, but for its first pages, untouched. */
  constructor(reservedBytes: number, onTouch: (bytes: number) => void) {
    this.reservedBytes = reservedBytes;
    this.#onTouch = onTouch;
    this.array(FIRST_TOUCH_BYTES);
  }

  /** Memory behind it. */
  get residentBytes(): number {
    return this.#residentBytes;
  }

  /** A local array, as `char buffer[4096];` in C: on this stack, and touched. Throws `RangeError` when the stack overflows. */
  array(bytes: number): Uint8Array<ArrayBuffer> {
    if (this.#usedBytes + bytes > this.reservedBytes) {
      throw new RangeError(
        `stack overflow: ${bytes} bytes more than the ${this.#usedBytes} in use are beyond the stack's ` +
          `${this.reservedBytes}; there the kernel ends the process with SIGSEGV. Make the array smaller, or once`,
      );
    }
    this.#usedBytes += bytes;
    const touched = Math.ceil(this.#usedBytes / PAGE_BYTES) * PAGE_BYTES - this.#residentBytes;
    this.#residentBytes += touched;
    if (touched > 0) this.#onTouch(touched);
    return new Uint8Array(bytes);
  }
}
