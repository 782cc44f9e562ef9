/** Joining: waiting for another task's end, and taking its result. */
import type { WaitReason } from "../trace/mod.ts";
import { Suspension } from "./suspension.ts";
import { Task } from "./task.ts";

class Join<T> extends Suspension<T> {
  readonly #target: Task<T>;

  constructor(target: Task<T>) {
    super();
    this.#target = target;
  }

  override get reason(): WaitReason {
    return { kind: "task", name: this.#target.name };
  }

  override waitsFor(): Task {
    return this.#target;
  }

  start(): boolean {
    return this.#target.ended;
  }

  enlist(task: Task): void {
    this.task = task;
    this.#target.joiners.push(this as Suspension<unknown>);
  }

  withdraw(): void {
    const { joiners } = this.#target;
    joiners.splice(joiners.indexOf(this as Suspension<unknown>), 1);
  }

  override outcome(): T {
    if (this.#target.state === "failed") throw this.#target.error;
    return this.#target.result as T;
  }
}

/** `yield* join(task)`: returns what the task returned, or throws what it threw. Throws `TypeError` on what is no task. */
export function join<T>(task: Task<T>): Suspension<T> {
  if (!(task instanceof Task)) throw new TypeError("join: give the task that spawn returned");
  return new Join(task);
}
