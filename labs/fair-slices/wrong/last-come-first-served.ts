// fails: tasks of one priority take turns in the order in which they came
// says: has waited longer

import type { Policy, Task } from "@interleave/scheduler";

// `>=` where `>` belongs: of equals, the one that came last.
export function fairSlices(): Policy {
  const waiting: { task: Task; since: number }[] = [];
  let choices = 0;
  const weight = (entry: { task: Task; since: number }) => entry.task.priority + Math.floor((choices - entry.since) / 4);
  return {
    get length() {
      return waiting.length;
    },
    enqueue: (task) => void waiting.push({ task, since: choices }),
    next() {
      choices += 1;
      let best = 0;
      for (let index = 1; index < waiting.length; index++) {
        if (weight(waiting[index]!) >= weight(waiting[best]!)) best = index;
      }
      return waiting.splice(best, 1)[0]?.task;
    },
  };
}
