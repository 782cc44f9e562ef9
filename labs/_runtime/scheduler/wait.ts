/** Awaiting a promise: the task is parked, and the host's event loop says when it may go on. */
import type { WaitReason } from "../trace/mod.ts";
import { Suspension } from "./suspension.ts";
import type { Task } from "./task.ts";

class Wait<T> extends Suspension<T> {
  readonly #promise: PromiseLike<T>;
  readonly #name: string;
  #withdrawn = false;

  constructor(promise: PromiseLike<T>, name: string) {
    super();
    this.#promise = promise;
    this.#name = name;
  }

  override get reason(): WaitReason {
    return { kind: "promise", name: this.#name };
  }

  start(): boolean {
    return false;
  }

  enlist(task: Task): void {
    this.task = task;
    task.owner.countPromise(1);
    this.#promise.then(
      (result) => this.#settle(() => this.resolve(result)),
      (error) => this.#settle(() => this.reject(error ?? new Error(`${this.#name} was rejected without a reason`))),
    );
  }

  withdraw(): void {
    this.#withdrawn = true;
    this.task?.owner.countPromise(-1);
  }

  #settle(note: () => void): void {
    if (this.#withdrawn) return;
    this.task?.owner.countPromise(-1);
    note();
    this.finish();
  }
}

/** `yield* wait(promise)`: returns what it is resolved with, or throws what it is rejected with. */
export function wait<T>(
  promise: PromiseLike<T>,
  { name = "a promise" }: { readonly name?: string } = {},
): Suspension<T> {
  return new Wait(promise, name);
}
