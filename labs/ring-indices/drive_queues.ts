/** The two queues as the learner's code sees them: what it does to them is told, and what follows of it happens at once. */
import type { CompletionQueue, SubmissionQueue } from "@interleave/kernel";
import type { Touch } from "./drive.ts";

/** Who is told. */
export interface Watcher {
  /** At each look at a count; may throw, to end a run that would not end. */
  count(): void;
  /** At each change, and at each look into a slot. */
  touch(touch: Touch): void;
  /** When the learner's end of the queue has moved, modulo 2^32. */
  moved(by: number): void;
}

/** The learner's code fills slots and moves the tail. */
export function watchedSubmission(
  submission: SubmissionQueue,
  { count, touch, moved }: Watcher,
): SubmissionQueue {
  return {
    entries: submission.entries,
    mask: submission.mask,
    get head() {
      count();
      return submission.head;
    },
    get tail() {
      count();
      return submission.tail;
    },
    set tail(value) {
      const before = submission.tail;
      submission.tail = value;
      const by = (submission.tail - before) | 0;
      touch({ did: "tail", by });
      moved(by);
    },
    get flags() {
      count();
      return submission.flags;
    },
    fill: (slot, entry) => {
      submission.fill(slot, entry);
      touch({ did: "fill", slot });
    },
  };
}

/** The learner's code reads slots and moves the head. */
export function watchedCompletion(
  completion: CompletionQueue,
  { count, touch, moved }: Watcher,
): CompletionQueue {
  return {
    entries: completion.entries,
    mask: completion.mask,
    overflow: completion.overflow,
    get head() {
      count();
      return completion.head;
    },
    set head(value) {
      const before = completion.head;
      completion.head = value;
      const by = (completion.head - before) | 0;
      touch({ did: "head", by });
      moved(by);
    },
    get tail() {
      count();
      return completion.tail;
    },
    at: (slot) => {
      touch({ did: "at", slot });
      return completion.at(slot);
    },
  };
}
