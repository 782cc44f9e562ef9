// fails: when tasks wait in a circle, run throws and names those that wait
// says: never ends

// Runs until no task is left, by looking at the tasks instead of the run queue.
/**
 * What a task's body is: a generator. A bare `yield` gives way; `yield task` waits for that task, and evaluates to its result
 * or throws its error.
 */
export type Body = () => Generator<Task | undefined, unknown, unknown>;

/** One task. The scheduler is the only one to change it. */
export class Task {
  readonly name: string;
  readonly steps: Generator<Task | undefined, unknown, unknown>;
  state: "runnable" | "waiting" | "finished" | "failed" = "runnable";
  /** What the task returned or threw, once it has. */
  outcome: unknown;
  waitingOn: Task | undefined;
  /** Tasks that wait for this one, in the order in which they came. */
  readonly joiners: Task[] = [];
  /** True when some task has asked for the outcome: then a failure is its business. */
  joined = false;

  constructor(name: string, body: Body) {
    this.name = name;
    // Makes the generator and runs nothing of it: that begins with the first `next`.
    this.steps = body();
  }
}

/** Runs tasks that take turns on one thread. */
export class Scheduler {
  readonly #runQueue: Task[] = [];
  readonly #tasks: Task[] = [];

  /** Adds a task; the body begins when it is the task's turn. */
  spawn(name: string, body: Body): Task {
    const task = new Task(name, body);
    this.#tasks.push(task);
    this.#runQueue.push(task);
    return task;
  }

  /** Runs until no task is left. Throws when tasks wait in a circle, or failed and nobody asked for their outcome. */
  run(): void {
    while (this.#tasks.some((task) => task.state === "runnable" || task.state === "waiting")) {
      const task = this.#runQueue.shift();
      if (task !== undefined) this.#turn(task);
    }
    const stuck = this.#tasks.filter((task) => task.state === "waiting");
    if (stuck.length > 0) {
      throw new Error(`deadlock: ${stuck.map((task) => `${task.name} waits for ${task.waitingOn?.name}`).join(", ")}`);
    }
    const failed = this.#tasks.filter((task) => task.state === "failed" && !task.joined);
    if (failed.length > 0) {
      throw new AggregateError(
        failed.map((task) => task.outcome),
        `failed: ${failed.map((task) => task.name).join(", ")}`,
      );
    }
  }

  /** Lets the task go on to its next yield, or to its end. */
  #turn(task: Task): void {
    try {
      const { done, value } = this.#resume(task);
      if (done === true) this.#end(task, "finished", value);
      else if (value instanceof Task) this.#join(task, value);
      else this.#runQueue.push(task);
    } catch (error) {
      this.#end(task, "failed", error);
    }
  }

  /** What the task waited for, if it did, becomes the value of its `yield`, or is thrown there. */
  #resume(task: Task): IteratorResult<Task | undefined, unknown> {
    const joined = task.waitingOn;
    task.waitingOn = undefined;
    return joined?.state === "failed" ? task.steps.throw(joined.outcome) : task.steps.next(joined?.outcome);
  }

  #join(task: Task, other: Task): void {
    task.waitingOn = other;
    other.joined = true;
    if (other.state === "finished" || other.state === "failed") this.#runQueue.push(task);
    else {
      task.state = "waiting";
      other.joiners.push(task);
    }
  }

  #end(task: Task, state: "finished" | "failed", outcome: unknown): void {
    task.state = state;
    task.outcome = outcome;
    for (const joiner of task.joiners) {
      joiner.state = "runnable";
      this.#runQueue.push(joiner);
    }
  }
}
