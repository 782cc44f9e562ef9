/**
 * Priorities with ageing: the most important task runs, and each choice that passes a task over makes it count for more, so
 * that the least important runs in the end. Without ageing it would wait for as long as there is anything better to do.
 *
 * How the real one differs. Linux keeps a tree by deadline, and takes the first; this one looks at all.
 */
import type { Policy } from "./policy.ts";
import type { Task } from "./task.ts";

interface Candidate {
  readonly task: Task;
  /** The choice at which it began to wait. */
  readonly since: number;
}

/**
 * An empty queue in which waiting through `ageEvery` choices counts as much as one step of priority. `Infinity`: no ageing.
 *
 * Throws `RangeError` unless it is positive.
 */
export function priorityWithAgeing({ ageEvery = 4 }: { readonly ageEvery?: number } = {}): Policy {
  if (!(ageEvery > 0)) throw new RangeError(`priorityWithAgeing: ageEvery is ${ageEvery}; give a count above 0`);
  const candidates: Candidate[] = [];
  let choices = 0;
  const weight = ({ task, since }: Candidate) => task.priority + (choices - since) / ageEvery;
  return {
    get length() {
      return candidates.length;
    },
    enqueue: (task) => void candidates.push({ task, since: choices }),
    next() {
      if (candidates.length === 0) return undefined;
      choices += 1;
      let best = 0;
      // Of equals the one that came first: only a larger weight takes its place.
      for (let index = 1; index < candidates.length; index++) {
        if (weight(candidates[index]!) > weight(candidates[best]!)) best = index;
      }
      return candidates.splice(best, 1)[0]!.task;
    },
  };
}
