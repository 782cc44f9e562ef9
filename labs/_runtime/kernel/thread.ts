/** A thread of the model: a task, its stack, and how often it was switched out. */
import { join, type Suspension, type Task } from "../scheduler/mod.ts";
import type { ThreadStack } from "./thread_memory.ts";

/** Made by `spawn` of a thread kernel. */
export class Thread<T = unknown> {
  /** What traces and errors call it. */
  readonly name: string;
  /** Its stack. */
  readonly stack: ThreadStack;
  /** How often it went to sleep, and so gave the processor away. */
  voluntary = 0;
  /** How often another thread took the processor from it. */
  involuntary = 0;
  #task: Task<T> | null = null;

  /** A thread that no task runs yet. */
  constructor(name: string, stack: ThreadStack) {
    this.name = name;
    this.stack = stack;
  }

  /** The task that runs it. */
  get task(): Task<T> {
    if (this.#task === null) throw new TypeError(`thread "${this.name}" has no task yet`);
    return this.#task;
  }

  /** Says which task runs it: once. */
  runAs(task: Task<T>): void {
    this.#task = task;
  }

  /** `yield* thread.join()`: waits for its end; returns what its body returned, or throws what that threw. */
  join(): Suspension<T> {
    return join(this.task);
  }

  /** Asks it to end, as pthread_cancel(3) does: where it sleeps, or next would, `TaskCancelled` is thrown in it. */
  cancel(reason?: string): void {
    this.task.cancel(reason);
  }
}
