import type { Policy, Task } from "@interleave/scheduler";

/** A queue for each priority; a task that has been passed over twenty times goes before all of them. */
export function fairSlices(): Policy {
  const queues: Task[][] = [[], [], [], []];
  const since = new Map<Task, number>();
  let choices = 0;
  return {
    get length() {
      return queues.reduce((sum, queue) => sum + queue.length, 0);
    },
    enqueue(task) {
      queues[task.priority]!.push(task);
      since.set(task, choices);
    },
    next() {
      choices += 1;
      const heads = queues.filter((queue) => queue.length > 0);
      const hungry = heads.filter(([head]) => choices - since.get(head!)! > 20)
        .sort(([a], [b]) => since.get(a!)! - since.get(b!)!)[0];
      return (hungry ?? heads.at(-1))?.shift();
    },
  };
}
