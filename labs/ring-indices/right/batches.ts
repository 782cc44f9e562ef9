import {
  type Completion,
  type CompletionQueue,
  IORING_SQ_CQ_OVERFLOW,
  type Ring,
  type Submission,
  type SubmissionQueue,
} from "@interleave/kernel";

// Moves the head once for all that was read, as liburing's `io_uring_cq_advance` does.
export function push(queue: SubmissionQueue, entry: Submission): boolean {
  const { head, tail, entries, mask } = queue;
  if (((tail - head) | 0) >= entries) return false;
  queue.fill(tail & mask, entry);
  queue.tail = (tail + 1) >>> 0;
  return true;
}

export function take(queue: CompletionQueue): Completion | undefined {
  const { head, tail, mask } = queue;
  if (((tail - head) | 0) <= 0) return undefined;
  const completion = queue.at(head & mask);
  queue.head = head + 1;
  return completion;
}

export function takeAll(ring: Ring, done: (completion: Completion) => void): void {
  const { completion, submission } = ring;
  let more: boolean;
  do {
    const { head } = completion;
    const count = (completion.tail - head) >>> 0;
    for (let index = 0; index < count; index++) done(completion.at((head + index) & completion.mask));
    completion.head = head + count;
    more = (submission.flags & IORING_SQ_CQ_OVERFLOW) !== 0;
    if (more) ring.enter(0, 1);
  } while (more);
}
