/**
 * io_uring in the model: takes entries from one queue, sees to it that they are carried out, and waits for the other
 * queue to fill.
 *
 * One call does all three, so a program that has eight things to ask and wants to hear of one makes one system call
 * where epoll needs nine or more. With nothing to ask, and completions in the queue, it needs none.
 *
 * The ring is an object with a descriptor too, readable while there are completions, so that epoll can watch it.
 *
 * Follows io_uring/io_uring.c as of Linux 6.18. What it leaves out is said in `ring.ts`.
 */
import { ModelCompletionQueue } from "./completion_queue.ts";
import type { Returned } from "./errno.ts";
import { EPOLLIN, EPOLLOUT } from "./flags.ts";
import type { FileObject } from "./open_file.ts";
import { RequestsUnderWay } from "./requests_under_way.ts";
import type { ModelRing } from "./ring_calls.ts";
import { takeChains } from "./ring_chains.ts";
import { IORING_SQ_CQ_OVERFLOW } from "./ring_flags.ts";
import type { RingMachine } from "./ring_operations.ts";
import type { Completion, Submission } from "./submission.ts";
import { ModelSubmissionQueue } from "./submission_queue.ts";
import { WaitQueue } from "./wait_queue.ts";
import { waitUntil } from "./waiting.ts";

/** The ring's size, and where it begins. */
export interface IoUringShape {
  /** Of the submission queue: a power of two. */
  readonly entries: number;
  /** Of the completion queue: likewise. */
  readonly completionEntries: number;
  /** Where heads and tails begin. */
  readonly firstIndex: number;
}

/** The ring. */
export class IoUring implements ModelRing, FileObject {
  readonly queue = new WaitQueue();
  readonly submission: ModelSubmissionQueue;
  readonly completion: ModelCompletionQueue;
  /** Set when the descriptor is known. */
  fd = -1;
  readonly #parts: RingMachine;
  readonly #requests: RequestsUnderWay;

  /** Both queues empty. */
  constructor(parts: RingMachine, { entries, completionEntries, firstIndex }: IoUringShape) {
    this.#parts = parts;
    const completion = new ModelCompletionQueue({ entries: completionEntries, firstIndex });
    const flags = () => completion.beside.length > 0 ? IORING_SQ_CQ_OVERFLOW : 0;
    this.completion = completion;
    this.submission = new ModelSubmissionQueue({ entries, firstIndex, flags });
    this.#requests = new RequestsUnderWay(parts, { completion, onPosted: () => void this.queue.wake(EPOLLIN) });
  }

  get underWay(): readonly Submission[] {
    return Array.from(this.#requests, ({ entry }) => entry);
  }

  get beside(): readonly Completion[] {
    return this.completion.beside;
  }

  enter(toSubmit: number, minComplete: number): Returned<number> {
    const { work, machine: { time } } = this.#parts;
    const taken = takeChains(this.submission, Math.min(toSubmit, this.submission.waiting), {
      start: (first) => this.#requests.start(first),
      refuse: (first, why) => this.#requests.complete(first, why),
    });
    work.run();
    if (taken < toSubmit) return taken;
    const wanted = Math.min(minComplete, this.completion.entries);
    const look = () => {
      work.run();
      this.completion.flush();
      return this.completion.length >= wanted ? taken : undefined;
    };
    return waitUntil(time, { call: "io_uring_enter", timeoutMs: -1, look }) ?? taken;
  }

  poll(): number {
    const { completion, submission } = this;
    return (completion.length + completion.beside.length > 0 ? EPOLLIN : 0) |
      (submission.waiting < submission.entries ? EPOLLOUT : 0);
  }

  /** Completions are taken from the queue. */
  read(): "EINVAL" {
    return "EINVAL";
  }

  /** See `read`. */
  write(): "EINVAL" {
    return "EINVAL";
  }

  release(): void {
    this.#requests.close();
  }
}
