// fails: a task of priority 3 gets at least twice as many slices as one of priority 0
// says: no more than its share

import type { Policy, Task } from "@interleave/scheduler";

// Fair to everybody, and nobody is important.
export function fairSlices(): Policy {
  const waiting: Task[] = [];
  let first = true;
  return {
    get length() {
      return waiting.length;
    },
    enqueue: (task) => void waiting.push(task),
    next() {
      if (first) waiting.sort((a, b) => b.priority - a.priority);
      first = false;
      return waiting.shift();
    },
  };
}
