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

/** Moves the learner's end of a queue, and tells by how much, modulo 2^32. */
function move<End extends "head" | "tail">(
  queue: Record<End, number>,
  { end, to, watcher }: { readonly end: End; readonly to: number; readonly watcher: Watcher },
): void {
  const before = queue[end];
  queue[end] = to;
  const by = (queue[end] - before) | 0;
  watcher.touch({ did: end, by });
  watcher.moved(by);
}

/** The learner's code fills slots and moves the tail. */
export function watchedSubmission(submission: SubmissionQueue, watcher: Watcher): SubmissionQueue {
  const { count, touch } = watcher;
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
    set tail(to) {
      move(submission, { end: "tail", to, watcher });
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
export function watchedCompletion(completion: CompletionQueue, watcher: Watcher): CompletionQueue {
  const { count, touch } = watcher;
  return {
    entries: completion.entries,
    mask: completion.mask,
    overflow: completion.overflow,
    get head() {
      count();
      return completion.head;
    },
    set head(to) {
      move(completion, { end: "head", to, watcher });
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
