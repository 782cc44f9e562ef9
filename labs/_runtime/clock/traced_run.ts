/**
 * Tasks on a virtual clock, with a trace of what each of them did: the instrument behind the book's listings.
 *
 * A task here is an ordinary async function. It is running while its code runs, waiting while it awaits, and runnable from
 * the moment its wait is over until its code runs again: no time at all, unless another task holds the thread.
 *
 * What it leaves out. It sees a task act, not await: that a task waits is recorded when all code has come to rest, and that
 * it goes on is recorded when it next does something that the run can see.
 *
 * How the real one differs. A runtime's own tracer sits on the promise or on the poll itself, and needs no help from the
 * program.
 */
import { createRecorder, type Recorder, type Trace, type UnstampedEvent } from "../trace/mod.ts";
import { TracedTask } from "./traced_task.ts";
import { VirtualClock, type VirtualClockOptions } from "./virtual_clock.ts";

/** Listings are short: a run with more events than this has gone wrong. */
const MAX_EVENTS = 10_000;

/** A run of tasks in virtual time. */
export class TracedRun {
  /** The clock that the tasks live by. */
  readonly clock: VirtualClock;
  readonly #recorder: Recorder;
  readonly #tasks: TracedTask[] = [];

  /** An empty run at time 0; `settle` as for `VirtualClock`. */
  constructor(options: VirtualClockOptions) {
    const settle = async () => {
      await options.settle();
      for (const task of this.#tasks) task.rest();
    };
    this.clock = new VirtualClock({ settle });
    this.#recorder = createRecorder({ clock: "virtual", nowNs: () => this.clock.nowNs, maxEvents: MAX_EVENTS });
  }

  /** A task that comes from outside at a moment: a request, a click, a job that is due. */
  arrive<T>(atMs: number, name: string, body: (task: TracedTask) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      let task: TracedTask;
      const onDue = () => task = this.spawn(name);
      this.clock.setTimer(atMs, () => this.start(task, body).then(resolve, reject), { onDue });
    });
  }

  /** Runs until no task waits for the clock; returns what was recorded. */
  async finish(): Promise<Trace> {
    await this.clock.run();
    return this.#recorder.trace();
  }

  /** Makes a task that may run from now on. */
  spawn(name: string, parent?: number): TracedTask {
    const task = new TracedTask(this, this.#tasks.length + 1);
    this.#tasks.push(task);
    this.record({ kind: "task-spawned", task: task.id, name, ...(parent === undefined ? {} : { parent }) });
    return task;
  }

  /** Runs a task's function, at once, to its first suspension; records how it ends. */
  async start<T>(task: TracedTask, body: (task: TracedTask) => Promise<T>): Promise<T> {
    task.resume();
    try {
      const result = await body(task);
      task.end();
      return result;
    } catch (error) {
      task.end(error);
      throw error;
    }
  }

  /** Appends an event, stamped with the present. */
  record(event: UnstampedEvent): void {
    this.#recorder.record(event);
  }
}
