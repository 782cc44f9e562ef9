import type { Completion, CompletionQueue, Ring, Submission, SubmissionQueue } from "@interleave/kernel";

/** Puts the entry into the next slot, for the kernel to see; false when every slot is taken. */
export function push(queue: SubmissionQueue, entry: Submission): boolean {
  queue.fill(0, entry);
  queue.tail = 1;
  return true;
}

/** Takes the oldest completion; `undefined` when there is none. */
export function take(queue: CompletionQueue): Completion | undefined {
  if (queue.tail === 0) return undefined;
  return queue.at(0);
}

/** Calls `done` for all that has completed, oldest first. */
export function takeAll(ring: Ring, done: (completion: Completion) => void): void {
  const completion = take(ring.completion);
  if (completion !== undefined) done(completion);
}
