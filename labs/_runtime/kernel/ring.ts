/**
 * io_uring as an interface: two rings that program and kernel share, and one call.
 *
 * The program writes what it wants done into the submission queue, the kernel writes what came of it into the completion queue.
 * Each queue has one writer for its tail (who adds) and one for its head (who takes). So neither side locks: whoever
 * adds fills the slot first and moves the tail after, and whoever takes reads the slot first and moves the head after.
 *
 * Two rings stand behind it, the model's (`model_ring.ts`) and Linux's (`linux_ring.ts`), and the tests run the same calls on both.
 *
 * What it leaves out, of a very large interface: the array of indices between tail and entries (Linux without it:
 * IORING_SETUP_NO_SQARRAY), a kernel thread that looks at the tail by itself (SQPOLL), registered files and buffers, buffers that the
 * kernel picks, and most of some sixty operations. Linux's ring is set up with IORING_SETUP_COOP_TASKRUN: what an
 * operation has yet to do is done on the way out of the program's next system call, and never in the midst of its code.
 */
import type { Errno, Returned } from "./errno.ts";
import type {
  IORING_OP_ACCEPT,
  IORING_OP_ASYNC_CANCEL,
  IORING_OP_NOP,
  IORING_OP_READ,
  IORING_OP_TIMEOUT,
  IORING_OP_WRITE,
} from "./ring_flags.ts";

/** What each submission has. */
interface Entry {
  /** The program's own word for the operation, handed back with its completion: a whole number from 0. */
  readonly userData: number;
  /** IOSQE_IO_LINK: the next entry begins when this one has succeeded in full, and is cancelled otherwise. */
  readonly flags?: number;
}

/** Does nothing, and completes. */
export interface Nop extends Entry {
  readonly opcode: typeof IORING_OP_NOP;
}

/**
 * Reads into the buffer, or writes from it. The buffer is the kernel's until the completion: what the program does with it before
 * then may or may not be seen. A read or write may be short.
 */
export interface Transfer extends Entry {
  readonly opcode: typeof IORING_OP_READ | typeof IORING_OP_WRITE;
  readonly fd: number;
  readonly buffer: Uint8Array;
  /** Where in a regular file; -1 is the description's position, which moves. No other kind of descriptor looks at it. */
  readonly offset: number;
}

/** Accepts a connection; the result is its descriptor. With IORING_ACCEPT_MULTISHOT goes on to accept, a completion each. */
export interface Accept extends Entry {
  readonly opcode: typeof IORING_OP_ACCEPT;
  readonly fd: number;
  /** IORING_ACCEPT_MULTISHOT or 0. */
  readonly how: number;
}

/** Completes with ETIME after so long. */
export interface Timeout extends Entry {
  readonly opcode: typeof IORING_OP_TIMEOUT;
  readonly timeoutNs: number;
}

/**
 * Cancels the oldest operation with that word. Its own result is 0 when the operation is stopped, which completes with ECANCELED; ENOENT
 * when there is none (it may have completed just now); EALREADY when it has gone too far, and completes in its own way.
 */
export interface Cancel extends Entry {
  readonly opcode: typeof IORING_OP_ASYNC_CANCEL;
  readonly target: number;
}

/** What a program asks for: 64 bytes in Linux, `struct io_uring_sqe`. */
export type Submission = Nop | Transfer | Accept | Timeout | Cancel;

/** What came of it: 16 bytes in Linux, `struct io_uring_cqe`. */
export interface Completion {
  /** The submission's. */
  readonly userData: number;
  /** What the system call would have returned: bytes, a descriptor, 0, or an error. In Linux the error is a negative number. */
  readonly res: number | Errno;
  /** IORING_CQE_F_MORE: this submission will complete again. */
  readonly flags: number;
}

/**
 * Where a ring's two ends are. Head and tail are counts that only grow, modulo 2^32: an entry's slot is `count & mask`, and the
 * number of entries in the ring is `tail - head`, modulo 2^32 (in TypeScript: `(tail - head) >>> 0`).
 */
interface Ends {
  /** How many entries there is room for: a power of two. */
  readonly entries: number;
  /** `entries - 1`. */
  readonly mask: number;
}

/** The program adds, the kernel takes. */
export interface SubmissionQueue extends Ends {
  /** Moved by the kernel, in `enter`. */
  readonly head: number;
  /** Moved by the program. Assigning publishes: the slots before it must be filled by then. Kept modulo 2^32. */
  tail: number;
  /** IORING_SQ_CQ_OVERFLOW while completions wait outside the completion queue. */
  readonly flags: number;
  /** Fills a slot. Throws `RangeError` when there is no such slot. */
  fill(slot: number, entry: Submission): void;
}

/** The kernel adds, the program takes. */
export interface CompletionQueue extends Ends {
  /** Moved by the program. Assigning gives the slots before it back to the kernel. Kept modulo 2^32. */
  head: number;
  /** Moved by the kernel. */
  readonly tail: number;
  /** Completions that were lost, since there was no memory even for the list beside the queue: always 0 in the model. */
  readonly overflow: number;
  /** What is in a slot, which need not be new. Throws `RangeError` when there is no such slot. */
  at(slot: number): Completion;
}

/** The two, and the call. */
export interface Ring {
  /** The ring is a descriptor too: `close` ends it, and cancels what is under way. */
  readonly fd: number;
  readonly submission: SubmissionQueue;
  readonly completion: CompletionQueue;
  /**
   * io_uring_enter(2) with IORING_ENTER_GETEVENTS: moves completions that found no room into the queue, takes up to `toSubmit` entries,
   * and waits until `minComplete` completions stand in the queue (counted with those that were there; no more than it has slots, and
   * with 0 it does not wait). Returns how many entries it took. An entry that makes no sense completes with EINVAL and ends the taking.
   */
  enter(toSubmit: number, minComplete: number): Returned<number>;
}

/** How many entries. */
export interface RingOptions {
  /** Of the submission queue: 1 to 32,768, rounded up to a power of two. */
  readonly entries: number;
  /** Of the completion queue: by default twice as many; rounded up likewise, no fewer than the other's. */
  readonly completionEntries?: number;
}

/** A kernel that makes rings. */
export interface RingKernel {
  /** io_uring_setup(2): EINVAL for numbers of entries that it does not take, EMFILE. */
  ioUringSetup(options: RingOptions): Returned<Ring>;
}
