import type { Policy, Task } from "@interleave/scheduler";

/** Who runs next: the most important, always. */
export function fairSlices(): Policy {
  const waiting: Task[] = [];
  return {
    get length() {
      return waiting.length;
    },
    enqueue(task) {
      waiting.push(task);
    },
    next() {
      waiting.sort((a, b) => b.priority - a.priority);
      return waiting.shift();
    },
  };
}
