/**
 * What a program asks of io_uring, and what comes back: entries of the two queues, before anybody has looked at them.
 *
 * What it leaves out: most operations of some sixty. Each of these stands for a system call of `kernel.ts` but the last
 * two, which only make sense where operations are under way.
 */
import type { Errno } from "./errno.ts";
import type {
  IORING_OP_ACCEPT,
  IORING_OP_ASYNC_CANCEL,
  IORING_OP_NOP,
  IORING_OP_READ,
  IORING_OP_TIMEOUT,
  IORING_OP_WRITE,
} from "./ring_flags.ts";

/** What each submission has. */
export interface SubmissionEntry {
  /** The program's own word for the operation, handed back with its completion: a whole number from 0. */
  readonly userData: number;
  /** IOSQE_IO_LINK: the next entry begins when this one has succeeded in full, and is cancelled otherwise. */
  readonly flags?: number;
}

/** Does nothing, and completes. */
export interface Nop extends SubmissionEntry {
  /** As named. */
  readonly opcode: typeof IORING_OP_NOP;
}

/**
 * Reads into the buffer, or writes from it. The buffer is the kernel's until the completion: what the program does with
 * it before then may or may not be seen. A read or write may be short.
 */
export interface Transfer extends SubmissionEntry {
  /** Which of the two. */
  readonly opcode: typeof IORING_OP_READ | typeof IORING_OP_WRITE;
  /** A descriptor, looked up when the operation begins. */
  readonly fd: number;
  /** Where the bytes go or come from, all of it. */
  readonly buffer: Uint8Array;
  /** Where in a regular file; -1 is the description's position, which moves. Other descriptors do not look at it. */
  readonly offset: number;
}

/** Accepts a connection; the result is its descriptor. With IORING_ACCEPT_MULTISHOT it goes on, a completion each. */
export interface Accept extends SubmissionEntry {
  /** As named. */
  readonly opcode: typeof IORING_OP_ACCEPT;
  /** A socket that listens. */
  readonly fd: number;
  /** IORING_ACCEPT_MULTISHOT or 0. */
  readonly how: number;
}

/** Completes with ETIME after so long. */
export interface Timeout extends SubmissionEntry {
  /** As named. */
  readonly opcode: typeof IORING_OP_TIMEOUT;
  /** Nanoseconds from when it begins. */
  readonly timeoutNs: number;
}

/**
 * Cancels an operation with that word (of several, the program cannot know which). Its own result is 0 when the
 * operation is stopped, which completes with ECANCELED; EALREADY when it has gone too far, and completes in its own way;
 * ENOENT when there is none (it may have completed just now).
 *
 * In Linux ENOENT says less: it looks among operations that wait for readiness, that a timer holds or that a worker thread
 * has. One that a device works on without such a thread it does not find, which here is EALREADY.
 */
export interface Cancel extends SubmissionEntry {
  /** As named. */
  readonly opcode: typeof IORING_OP_ASYNC_CANCEL;
  /** The word of what is to be stopped. */
  readonly target: number;
}

/** What a program asks for: 64 bytes in Linux, `struct io_uring_sqe`. */
export type Submission = Nop | Transfer | Accept | Timeout | Cancel;

/** What came of it: 16 bytes in Linux, `struct io_uring_cqe`. */
export interface Completion {
  /** The submission's. */
  readonly userData: number;
  /** What the system call would have returned: bytes, a descriptor, 0, or an error (in Linux, its number, negative). */
  readonly res: number | Errno;
  /** IORING_CQE_F_MORE: this submission will complete again. */
  readonly flags: number;
}
