import type { Policy, Task } from "@interleave/scheduler";

/** Choices that a task is passed over for until it counts as one step more important. */
const AGE_EVERY = 4;

/** Who runs next: the most important, where waiting makes important. */
export function fairSlices(): Policy {
  const waiting: { readonly task: Task; readonly since: number }[] = [];
  let choices = 0;
  const weight = ({ task, since }: typeof waiting[number]) => task.priority + (choices - since) / AGE_EVERY;
  return {
    get length() {
      return waiting.length;
    },
    enqueue(task) {
      waiting.push({ task, since: choices });
    },
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
