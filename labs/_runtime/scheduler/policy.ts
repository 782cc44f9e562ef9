/** Who runs next. A policy orders tasks and knows nothing else: the scheduler does the rest. Types only. */
import type { Task } from "./task.ts";

/** An order among runnable tasks. */
export interface Policy {
  /** How many wait to run. */
  readonly length: number;
  /** A task has become runnable. */
  enqueue(task: Task): void;
  /** Takes out the task to run now; `undefined` when there is none. */
  next(): Task | undefined;
}
