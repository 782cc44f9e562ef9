import type { Policy, Task } from "@interleave/scheduler";

/** No ages: every task pays for a slice with a stretch of its own time, shorter for the important, as Linux's fair classes do. */
export function fairSlices(): Policy {
  const due = new WeakMap<Task, number>();
  const waiting: Task[] = [];
  let clock = 0;
  return {
    get length() {
      return waiting.length;
    },
    enqueue(task) {
      // One that was away, or is new, has no credit from the time before.
      const paid = due.get(task);
      due.set(
        task,
        paid === undefined ? clock + 1 / (1 + task.priority) : Math.max(paid, clock) + 1 / (1 + task.priority),
      );
      waiting.push(task);
    },
    next() {
      let best = 0;
      for (let index = 1; index < waiting.length; index++) {
        if (due.get(waiting[index]!)! < due.get(waiting[best]!)!) best = index;
      }
      const [task] = waiting.splice(best, 1);
      if (task !== undefined) clock = Math.max(clock, due.get(task)!);
      return task;
    },
  };
}
