import {
  type Completion,
  type CompletionQueue,
  IORING_SQ_CQ_OVERFLOW,
  type Ring,
  type Submission,
  type SubmissionQueue,
} from "@interleave/kernel";

// Counts as integers of 32 bits, by name. The slot by a remainder, which is the same for a power of two.
const between = (from: number, to: number) => Number(BigInt.asUintN(32, BigInt(to) - BigInt(from)));

export const push = (queue: SubmissionQueue, entry: Submission): boolean => {
  const free = queue.entries - between(queue.head, queue.tail);
  if (free > 0) {
    queue.fill(queue.tail % queue.entries, entry);
    queue.tail++;
  }
  return free > 0;
};

export const take = (queue: CompletionQueue): Completion | undefined => {
  let oldest: Completion | undefined;
  if (between(queue.head, queue.tail) > 0) {
    oldest = { ...queue.at(queue.head % queue.entries) };
    queue.head++;
  }
  return oldest;
};

export const takeAll = (ring: Ring, done: (completion: Completion) => void): void => {
  let next = take(ring.completion);
  while (next !== undefined) {
    done(next);
    next = take(ring.completion);
    if (next === undefined && ring.submission.flags & IORING_SQ_CQ_OVERFLOW) {
      ring.enter(0, 0);
      next = take(ring.completion);
    }
  }
};
