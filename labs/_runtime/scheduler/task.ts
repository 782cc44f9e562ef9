/**
 * A task: a body that runs a step at a time, and all that a scheduler knows about it.
 *
 * How the real one differs. Go's `g` also holds a stack and saved registers. Here the engine keeps those, in the generator.
 */
import type { Suspension } from "./suspension.ts";

/** A body that can wait: a generator that yields suspensions (by `yield*`), sites of safe points, or nothing to give way. */
export type Coroutine<T> = Generator<unknown, T, unknown>;

/** `runnable`: in the run queue. `running`: its code runs now. `waiting`: in the queue of what it waits for. */
export type TaskState = "runnable" | "running" | "waiting" | "finished" | "failed";

/** Whoever runs a task, as those see it who let it go on. */
export interface Waker {
  /** What a task waited for has come: makes it runnable. */
  wake(task: Task): void;
  /** Makes a waiting task runnable to hear that it is cancelled. */
  interrupt(task: Task): void;
  /** Calls `due.finish()` after `ms`. */
  setSleeper(ms: number, due: Suspension<void>): void;
  /** Takes that back. */
  clearSleeper(due: Suspension<void>): void;
  /** A promise has become something to wait for (1), or has settled (-1). */
  countPromise(change: 1 | -1): void;
}

/** One task. Its scheduler changes it; others read, join and cancel. */
export class Task<T = unknown> {
  /** Counted from 1 in its run. */
  readonly id: number;
  /** What traces and errors call it. */
  readonly name: string;
  /** Larger goes first, under a policy that asks. */
  readonly priority: number;
  /** Who runs it. */
  readonly owner: Waker;
  /** What it computes; called at its first step. */
  readonly body: () => unknown;
  /** What it does now. */
  state: TaskState = "runnable";
  /** What its body returned, once finished. */
  result: T | undefined = undefined;
  /** What its body threw, once failed. */
  error: unknown = undefined;
  /** Its code between two steps; `null` before the first. */
  steps: Coroutine<unknown> | null = null;
  /** What it waits for. */
  waitingOn: Suspension<unknown> | null = null;
  /** Joins that wait for its end. */
  readonly joiners: Suspension<unknown>[] = [];
  /** What it waited for has come, and it has not gone on yet: that it gets, before it hears of a cancellation. */
  granted = false;
  /** Thrown into it where it next stops. */
  cancellation: TaskCancelled | null = null;
  /** It has heard of it: from then on it may wait, as cleaning up may need. */
  cancellationThrown = false;

  /** Made by `Scheduler.spawn`. */
  constructor(options: Pick<Task<T>, "id" | "name" | "priority" | "owner" | "body">) {
    this.id = options.id;
    this.name = options.name;
    this.priority = options.priority;
    this.owner = options.owner;
    this.body = options.body;
  }

  /** True once it returned or threw. */
  get ended(): boolean {
    return this.state === "finished" || this.state === "failed";
  }

  /**
   * Asks it to end: `TaskCancelled` is thrown where it waits or next stops, so its `finally` blocks run. What it has been
   * given already (a lock, a message) reaches it first: nothing is lost. One that has ended is left alone.
   */
  cancel(reason = "no reason was given"): void {
    if (this.ended || this.cancellation !== null) return;
    this.cancellation = new TaskCancelled(this.name, reason);
    if (this.waitingOn === null) return;
    this.waitingOn.withdraw();
    this.owner.interrupt(this);
  }
}

/** Thrown into a task that was cancelled. A run in which it ends a task has not failed. */
export class TaskCancelled extends Error {
  /** Of the class. */
  override readonly name = "TaskCancelled";

  /** Made by `Task.cancel`. */
  constructor(task: string, reason: string) {
    super(`task "${task}" was cancelled: ${reason}`);
  }
}
