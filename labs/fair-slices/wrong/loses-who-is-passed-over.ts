// fails: every task runs to its end
// says: was enqueued and never chosen

import type { Policy, Task } from "@interleave/scheduler";

// Keeps a place for one task of each priority: the second takes the first one's.
export function fairSlices(): Policy {
  const places = new Map<number, Task>();
  return {
    get length() {
      return places.size;
    },
    enqueue: (task) => void places.set(task.priority, task),
    next() {
      const best = Math.max(...places.keys());
      const task = places.get(best);
      places.delete(best);
      return task;
    },
  };
}
