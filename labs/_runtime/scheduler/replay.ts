/** Choices kept, and made again: a run under any policy can be repeated from the list of who was chosen. */
import type { Policy } from "./policy.ts";
import type { Task } from "./task.ts";

/** A policy that remembers. */
export interface KeptChoices extends Policy {
  /** Numbers of the tasks that were chosen, in order. */
  readonly choices: readonly number[];
}

/** The same policy, with its choices kept. */
export function keepChoices(policy: Policy): KeptChoices {
  const choices: number[] = [];
  return {
    choices,
    get length() {
      return policy.length;
    },
    enqueue: (task) => policy.enqueue(task),
    next() {
      const task = policy.next();
      if (task !== undefined) choices.push(task.id);
      return task;
    },
  };
}

/**
 * The choices of an earlier run, and round robin after the last of them.
 *
 * Choosing throws `RangeError` when the task whose turn it is cannot run: then the program is not the one that was recorded.
 */
export function replay(choices: readonly number[]): Policy {
  const runnable: Task[] = [];
  let made = 0;
  return {
    get length() {
      return runnable.length;
    },
    enqueue: (task) => void runnable.push(task),
    next() {
      if (runnable.length === 0 || made >= choices.length) return runnable.shift();
      const chosen = choices[made];
      const index = runnable.findIndex(({ id }) => id === chosen);
      if (index === -1) {
        throw new RangeError(
          `replay: choice ${made + 1} is task ${chosen}, which cannot run now; replay the same program`,
        );
      }
      made += 1;
      return runnable.splice(index, 1)[0];
    },
  };
}
