// fails: a task that waited long begins anew once it has run
// says: twice in a row

import type { Policy, Task } from "@interleave/scheduler";

// Whoever had to wait for long gets a second slice on top.
export function fairSlices(): Policy {
  const waiting: { task: Task; since: number }[] = [];
  let choices = 0;
  let again: Task | null = null;
  const weight = ({ task, since }: typeof waiting[number]) => task.priority + (choices - since) / 4;
  return {
    get length() {
      return waiting.length;
    },
    enqueue: (task) => void waiting.push({ task, since: choices }),
    next() {
      choices += 1;
      let best = Math.max(0, waiting.findIndex(({ task }) => task === again));
      if (waiting[best]?.task !== again) {
        for (let index = 1; index < waiting.length; index++) {
          if (weight(waiting[index]!) > weight(waiting[best]!)) best = index;
        }
      }
      const [chosen] = waiting.splice(best, 1);
      again = chosen !== undefined && chosen.task !== again && choices - chosen.since > 8 ? chosen.task : null;
      return chosen?.task;
    },
  };
}
