/**
 * io_uring as an interface: two rings that program and kernel share, and one call.
 *
 * The program writes what it wants done into the submission queue, the kernel writes what came of it into the
 * completion queue. Each queue has one writer for its tail (who adds) and one for its head (who takes). So neither side
 * locks: whoever adds fills the slot first and moves the tail after, and whoever takes reads the slot first and moves
 * the head after.
 *
 * Two rings stand behind it, the model's (`io_uring.ts`) and Linux's (`linux_ring.ts`), and the tests run the same
 * calls on both.
 *
 * What it leaves out, of a very large interface: the array of indices between tail and entries (Linux without it:
 * IORING_SETUP_NO_SQARRAY), a kernel thread that looks at the tail by itself (SQPOLL), registered files and buffers,
 * and buffers that the kernel picks, and the operations that `submission.ts` leaves out. Linux's ring is set up with
 * IORING_SETUP_COOP_TASKRUN: what an operation has yet to do is done on the way out of the program's next system call,
 * and never in the midst of its code.
 */
import type { Returned } from "./errno.ts";
import type { Completion, Submission } from "./submission.ts";

export type { Completion, Submission };

/**
 * Where a ring's two ends are. Head and tail are counts that only grow, modulo 2^32: an entry's slot is `count & mask`,
 * and the number of entries in the ring is `tail - head`, modulo 2^32 (in TypeScript: `(tail - head) >>> 0`).
 */
export interface RingEnds {
  /** How many entries there is room for: a power of two. */
  readonly entries: number;
  /** `entries - 1`. */
  readonly mask: number;
}

/** The program adds, the kernel takes. */
export interface SubmissionQueue extends RingEnds {
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
export interface CompletionQueue extends RingEnds {
  /** Moved by the program. Assigning gives the slots before it back to the kernel. Kept modulo 2^32. */
  head: number;
  /** Moved by the kernel. */
  readonly tail: number;
  /** Completions that were lost, since there was no memory for the list beside the queue. In the model, none. */
  readonly overflow: number;
  /** What is in a slot, which need not be new. Throws `RangeError` when there is no such slot. */
  at(slot: number): Completion;
}

/** The two, and the call. */
export interface Ring {
  /** The ring is a descriptor too: `close` ends it, and cancels what is under way. */
  readonly fd: number;
  /** What the program asks for. */
  readonly submission: SubmissionQueue;
  /** What came of it. */
  readonly completion: CompletionQueue;
  /**
   * io_uring_enter(2) with IORING_ENTER_GETEVENTS: takes up to `toSubmit` entries, then brings in completions that had
   * found no room, then waits until `minComplete` of them stand in the queue. Those that were there count, and it waits
   * for no more than the queue has slots. Returns how many entries it took. When that is fewer than `toSubmit`, it has
   * not waited: for want of entries, or behind one that makes no sense, which completes with EINVAL and ends the
   * taking.
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
