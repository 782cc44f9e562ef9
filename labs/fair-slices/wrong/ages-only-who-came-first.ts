// fails: no runnable task is passed over for ever, even while others keep arriving
// says: times in a row

import type { Policy, Task } from "@interleave/scheduler";

// A newcomer starts the count again for everybody.
export function fairSlices(): Policy {
  let waiting: Task[] = [];
  let passedOver = 0;
  const known = new Set<Task>();
  return {
    get length() {
      return waiting.length;
    },
    enqueue(task) {
      if (!known.has(task)) passedOver = 0;
      known.add(task);
      waiting.push(task);
    },
    next() {
      passedOver += 1;
      if (passedOver > 12) {
        passedOver = 0;
        return waiting.shift();
      }
      const most = Math.max(...waiting.map((task) => task.priority));
      const chosen = waiting.find((task) => task.priority === most);
      waiting = waiting.filter((task) => task !== chosen);
      return chosen;
    },
  };
}
