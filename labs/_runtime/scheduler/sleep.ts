/** Sleeping: a wait that the clock ends. */
import type { WaitReason } from "../trace/mod.ts";
import { Suspension } from "./suspension.ts";
import type { Task } from "./task.ts";

class Sleep extends Suspension<void> {
  readonly #ms: number;

  constructor(ms: number) {
    super();
    this.#ms = ms;
  }

  override get reason(): WaitReason {
    return { kind: "timer", name: `${this.#ms} ms` };
  }

  // Even 0 ms goes through the timers: others get a turn.
  start(): boolean {
    return false;
  }

  enlist(task: Task): void {
    this.task = task;
    task.owner.setSleeper(this.#ms, this);
  }

  withdraw(): void {
    this.task?.owner.clearSleeper(this);
  }
}

/** `yield* sleep(ms)`: goes on when `ms` have passed, or later when others hold the thread. Throws `RangeError` on no time. */
export function sleep(ms: number): Suspension<void> {
  if (!Number.isFinite(ms) || ms < 0) {
    throw new RangeError(`sleep: ms is ${ms}; give a finite number of milliseconds, 0 or more`);
  }
  return new Sleep(ms);
}
