/** A scheduler for tasks that give way by themselves: a queue, and a loop that lets the first in it take a step. */

export type Steps = Generator<void, void>;

// #region scheduler
export function runTasks(tasks: Iterable<Steps>): void {
  const runQueue = [...tasks];
  while (true) {
    const task = runQueue.shift();
    if (task === undefined) return;
    const { done } = task.next(); // runs until the task yields or returns
    if (!done) runQueue.push(task);
  }
}
// #endregion
