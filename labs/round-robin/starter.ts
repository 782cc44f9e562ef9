/**
 * What a task's body is: a generator. A bare `yield` gives way; `yield task` waits for that task, and evaluates to its result
 * or throws its error.
 */
export type Body = () => Generator<Task | undefined, unknown, unknown>;

/** One task. The scheduler is the only one to change it. */
export class Task {
  readonly name: string;
  readonly steps: Generator<Task | undefined, unknown, unknown>;

  constructor(name: string, body: Body) {
    this.name = name;
    // Makes the generator and runs nothing of it: that begins with the first `next`.
    this.steps = body();
  }
}

/** Runs tasks that take turns on one thread. */
export class Scheduler {
  readonly #tasks: Task[] = [];

  /** Adds a task; the body begins when it is the task's turn. */
  spawn(name: string, body: Body): Task {
    const task = new Task(name, body);
    this.#tasks.push(task);
    return task;
  }

  /** Runs until no task is left. */
  run(): void {
    for (const task of this.#tasks) {
      while (task.steps.next().done !== true);
    }
  }
}
