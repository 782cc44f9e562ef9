/**
 * Sleep: a thread stands in the wait queues of what it waits for, and does not run until one of them wakes it.
 *
 * To the scheduler it is one more thing that a task can wait for, beside channels and timers. Woken, it leaves all the
 * queues, and all it knows is that something happened: so whoever sleeps looks again, and perhaps sleeps again.
 *
 * How threads stand in a queue decides whom an event wakes. Linux has three ways:
 *
 * - `all`: read and write on a socket, poll, select. Everybody wakes, and those who came too late sleep again.
 * - `one`: accept, and read and write on a pipe. One wakes, the one that has waited longest.
 * - `last`: epoll_wait. One wakes, the one that came last, whose memory is likeliest to be in the caches still.
 *
 * Follows kernel/sched/wait.c. What it leaves out: signals, which end a sleep with EINTR.
 */
import { Suspension, type Task, type WaitReason } from "../scheduler/mod.ts";
import { has } from "./flags.ts";
import type { Waiter, WaitQueue } from "./wait_queue.ts";

/** A sleep to come. */
export interface Sleep {
  /** The call and its descriptor, for traces: `read(5)`. */
  readonly call: string;
  /** Where to stand, and which events are worth waking for there; 0 for any. */
  readonly queues: ReadonlyMap<WaitQueue, number>;
  /** How to stand there. */
  readonly wakes: "all" | "one" | "last";
  /** Its limit in milliseconds; negative for none. */
  readonly timeoutMs: number;
}

class ThreadSleep extends Suspension<void> {
  readonly #sleep: Sleep;
  /** What stands in each queue. */
  readonly #standing = new Map<WaitQueue, Waiter>();

  constructor(sleep: Sleep) {
    super();
    this.#sleep = sleep;
  }

  override get reason(): WaitReason {
    return { kind: "descriptor", name: this.#sleep.call };
  }

  start(): boolean {
    return false;
  }

  enlist(task: Task): void {
    const { queues, wakes, timeoutMs } = this.#sleep;
    this.task = task;
    for (const [queue, wanted] of queues) {
      const waiter: Waiter = { exclusive: wakes !== "all", wake: (events) => this.#wake(events, wanted) };
      this.#standing.set(queue, waiter);
      if (wakes === "last") queue.addInFront(waiter);
      else queue.add(waiter);
    }
    if (timeoutMs >= 0) task.owner.setSleeper(timeoutMs, this);
  }

  withdraw(): void {
    for (const [queue, waiter] of this.#standing) queue.remove(waiter);
    this.task?.owner.clearSleeper(this);
  }

  /** Woken, or its time is over. */
  override finish(): void {
    this.withdraw();
    super.finish();
  }

  #wake(events: number, wanted: number): boolean {
    if (events !== 0 && wanted !== 0 && !has(events, wanted)) return false;
    this.finish();
    return true;
  }
}

/** `yield* asleep(…)`: until something happens in one of the queues, or the time is over; it does not say which. */
export function asleep(sleep: Sleep): Suspension<void> {
  return new ThreadSleep(sleep);
}
