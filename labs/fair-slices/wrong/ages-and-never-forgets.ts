// fails: a task of priority 3 gets at least twice as many slices as one of priority 0
// says: no more than its share

import type { Policy, Task } from "@interleave/scheduler";

// What a task has waited is never paid for: once old, it stays important.
export function fairSlices(): Policy {
  const waiting: Task[] = [];
  const age = new Map<Task, number>();
  const weight = (task: Task) => task.priority + (age.get(task) ?? 0) / 4;
  return {
    get length() {
      return waiting.length;
    },
    enqueue: (task) => void waiting.push(task),
    next() {
      let best = 0;
      for (let index = 1; index < waiting.length; index++) {
        if (weight(waiting[index]!) > weight(waiting[best]!)) best = index;
      }
      const [chosen] = waiting.splice(best, 1);
      for (const task of waiting) age.set(task, (age.get(task) ?? 0) + 1);
      return chosen;
    },
  };
}
