/**
 * Suspensions: what a task can wait for, each an object that is its own iterator.
 *
 * `yield* channel.receive()` asks the object for an iterator and gets the object itself; its first `next` either has the
 * result at once, or yields the object up to the scheduler, which parks the task on it. Its second `next`, when the task
 * goes on, hands over the result. So a wait costs one small object and no generator.
 *
 * How the real one differs. Go parks a goroutine with a `sudog`, an entry of the same shape, taken from a pool.
 */
import type { WaitReason } from "../trace/mod.ts";
import { findsLines } from "./running.ts";
import { type SourceFrame, topFrame } from "./source_frame.ts";
import type { Task } from "./task.ts";

/** What a scheduler passes to a task that goes on. Not `undefined`: that is what `yield*` passes at first. */
export const GO_ON = Symbol("go on");

/** One wait of one task: used once. */
export abstract class Suspension<T> implements Iterable<unknown, T> {
  /** The fields of an iterator's result, which this object is too. */
  done = false;
  /** Itself while it suspends, then the result. */
  value: unknown = undefined;
  /** Who waits; `null` before and after. */
  task: Task | null = null;
  /** The select that this is a case of. */
  chooser: Chooser | null = null;
  /** Neighbours in a queue of waiters. */
  before: Suspension<unknown> | null = null;
  /** The one behind it. */
  after: Suspension<unknown> | null = null;
  #result: T | undefined = undefined;
  #error: unknown = undefined;

  /** Tries to do it without waiting: true when it is done, by `resolve` or `reject`. */
  abstract start(): boolean;
  /** Puts itself where whoever can let `task` go on will find it. */
  abstract enlist(task: Task): void;
  /** Takes itself out of there. */
  abstract withdraw(): void;
  /** What is waited for, in a word. */
  abstract readonly reason: WaitReason;
  /** The task without which it cannot go on, where that is known. */
  waitsFor(): Task | null {
    return null;
  }

  /** Notes the result. */
  resolve(result: T): void {
    this.#result = result;
  }

  /** Notes an error, which is thrown in the task. */
  reject(error: unknown): void {
    this.#error = error;
  }

  /** The wait is over: lets the task go on. */
  finish(): void {
    const task = this.task;
    if (this.chooser !== null) this.chooser.choose(this);
    else if (task !== null) task.owner.wake(task);
  }

  /** What was noted. Throws the error, when one was. */
  outcome(): T {
    if (this.#error !== undefined) throw this.#error;
    return this.#result as T;
  }

  /** For `yield*`: the first call tries or suspends, the second returns the result. */
  next(token?: unknown): IteratorResult<unknown, T> {
    if (token === undefined && !this.start()) {
      // Only now is the task's own line on the stack.
      if (findsLines()) this.stoodAt = topFrame(new Error().stack);
      this.value = this;
    } else {
      this.done = true;
      this.value = this.outcome();
    }
    return this as unknown as IteratorResult<unknown, T>;
  }

  /** For `yield*`: an error that the scheduler throws into a waiting task. The task's line is on the stack now. */
  throw(error: unknown): IteratorResult<unknown, T> {
    this.stoodAt = topFrame(new Error().stack);
    throw error;
  }

  /** For `yield*`: the task's generator is being closed. */
  return(value: T): IteratorResult<unknown, T> {
    return { done: true, value };
  }

  /** Where the task stands, known when the run finds lines, or once something was thrown into it. */
  stoodAt: SourceFrame | null = null;

  /** For `yield*`: itself. */
  [Symbol.iterator](): Iterator<unknown, T, unknown> {
    return this;
  }
}

/** Waits for the first of several: see `select.ts`. */
export interface Chooser {
  /** One of them is over: the others are withdrawn. */
  choose(ready: Suspension<unknown>): void;
}
