// fails: takeAll makes no system call while nothing waits beside the queue
// says: it called enter

// A system call before every look, which is what the rings are there to save.
import {
  type Completion,
  type CompletionQueue,
  IORING_SQ_CQ_OVERFLOW,
  type Ring,
  type Submission,
  type SubmissionQueue,
} from "@interleave/kernel";

/** Puts the entry into the next slot, for the kernel to see; false when every slot is taken. */
export function push(queue: SubmissionQueue, entry: Submission): boolean {
  const standing = (queue.tail - queue.head) >>> 0;
  if (standing === queue.entries) return false;
  queue.fill(queue.tail & queue.mask, entry);
  queue.tail += 1;
  return true;
}

/** Takes the oldest completion; `undefined` when there is none. */
export function take(queue: CompletionQueue): Completion | undefined {
  if (queue.head === queue.tail) return undefined;
  const completion = queue.at(queue.head & queue.mask);
  queue.head += 1;
  return completion;
}

/** Calls `done` for all that has completed, oldest first. */
export function takeAll(ring: Ring, done: (completion: Completion) => void): void {
  for (;;) {
    ring.enter(0, 0);
    for (let next = take(ring.completion); next !== undefined; next = take(ring.completion)) done(next);
    if ((ring.submission.flags & IORING_SQ_CQ_OVERFLOW) === 0) return;
    ring.enter(0, 0);
  }
}
