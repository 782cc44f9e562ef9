/**
 * The scheduler of this chapter with two things more: tasks can wait, and all of it happens in virtual time and leaves a
 * trace. A task that computes says for how long; a task whose wait is over becomes runnable at that moment, even when
 * another holds the thread, and runs when its turn comes.
 */
import { createRecorder, type Trace } from "../../labs/_runtime/trace/mod.ts";

/** `yield` gives way; `yield ms` waits. */
export type TimedSteps = Generator<number | undefined | void, void>;

interface Task {
  readonly id: number;
  readonly steps: TimedSteps;
}

interface Sleeper {
  readonly task: Task;
  readonly dueMs: number;
}

const NS_PER_MS = 1e6;

export class TimedScheduler {
  #nowMs = 0;
  readonly #recorder = createRecorder({ clock: "virtual", nowNs: () => this.#nowMs * NS_PER_MS, maxEvents: 100_000 });
  readonly #runQueue: Task[] = [];
  readonly #sleepers: Sleeper[] = []; // soonest first
  #spawned = 0;

  /** Milliseconds since the run began. */
  get nowMs(): number {
    return this.#nowMs;
  }

  spawn(name: string, steps: TimedSteps): void {
    const task = { id: ++this.#spawned, steps };
    this.#recorder.record({ kind: "task-spawned", task: task.id, name });
    this.#runQueue.push(task);
  }

  // #region spend
  /** The running task computes. Others wake up, and none of them runs. */
  spend(ms: number): void {
    const endMs = this.#nowMs + ms;
    const sleepers = this.#sleepers;
    while (sleepers.length > 0 && sleepers[0]!.dueMs <= endMs) {
      this.#wakeFirst();
    }
    this.#nowMs = endMs;
  }
  // #endregion

  // #region run
  run(): Trace {
    while (true) {
      const task = this.#runQueue.shift();
      if (task !== undefined) this.#step(task);
      else if (this.#sleepers.length > 0) this.#wakeFirst(); // time passes
      else return this.#recorder.trace();
    }
  }

  #step(task: Task): void {
    const { id, steps } = task;
    this.#recorder.record({ kind: "task-started", task: id });
    const { done, value: waitMs } = steps.next();
    if (done) this.#recorder.record({ kind: "task-finished", task: id });
    else if (typeof waitMs === "number") this.#sleep(task, waitMs);
    else this.#giveWay(task);
  }
  // #endregion

  #giveWay(task: Task): void {
    this.#recorder.record({ kind: "task-yielded", task: task.id });
    this.#runQueue.push(task);
  }

  #sleep(task: Task, waitMs: number): void {
    this.#recorder.record({ kind: "task-blocked", task: task.id, on: { kind: "timer", name: `${waitMs} ms` } });
    const dueMs = this.#nowMs + waitMs;
    const later = this.#sleepers.findIndex((other) => other.dueMs > dueMs);
    this.#sleepers.splice(later === -1 ? this.#sleepers.length : later, 0, { task, dueMs });
  }

  #wakeFirst(): void {
    const { task, dueMs } = this.#sleepers.shift()!;
    this.#nowMs = Math.max(this.#nowMs, dueMs);
    this.#recorder.record({ kind: "task-woken", task: task.id });
    this.#runQueue.push(task);
  }
}
