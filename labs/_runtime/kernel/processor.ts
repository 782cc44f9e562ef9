/**
 * The processor of the model: hears from the scheduler who runs, and keeps the accounts.
 *
 * Follows `__schedule` in kernel/sched/core.c: a switch is voluntary if the thread that goes cannot run on, involuntary if
 * it could; and if nobody else takes its place, there was none. Left out: the last switch, away from a thread that ended,
 * which Linux counts for nobody either.
 */
import type { UnstampedEvent } from "../trace/mod.ts";
import type { Thread } from "./thread.ts";

/** One processor. */
export class Processor {
  readonly #nowNs: () => number;
  /** Task → thread, of those that have not ended. */
  readonly #threads = new Map<number, Thread>();
  /** Who was stopped, and could run on. */
  #stopped: number | null = null;
  #beganNs = 0;

  /** Idle. */
  constructor(nowNs: () => number) {
    this.#nowNs = nowNs;
  }

  /** How long the running thread has had it. */
  get ranNs(): number {
    return this.#nowNs() - this.#beganNs;
  }

  /** The running thread has it for another slice. */
  beginSlice(): void {
    this.#beganNs = this.#nowNs();
  }

  /** A thread begins. */
  add(thread: Thread): void {
    this.#threads.set(thread.task.id, thread);
  }

  /** Something happened; returns the thread that has ended with it, if one has. */
  note(event: UnstampedEvent): Thread | null {
    switch (event.kind) {
      case "task-started":
        if (this.#stopped !== null && this.#stopped !== event.task) this.#count(this.#stopped, "involuntary");
        this.#stopped = null;
        this.beginSlice();
        return null;
      case "task-yielded":
      case "task-preempted":
        this.#stopped = event.task;
        return null;
      case "task-blocked":
        this.#count(event.task, "voluntary");
        return null;
      case "task-finished":
      case "task-failed": {
        const ended = this.#threads.get(event.task) ?? null;
        this.#threads.delete(event.task);
        return ended;
      }
      default:
        return null;
    }
  }

  #count(task: number, way: "voluntary" | "involuntary"): void {
    const thread = this.#threads.get(task);
    if (thread !== undefined) thread[way] += 1;
  }
}
