/** The run queue holds what is to be done, not who: a call that goes on with a task in the right way. */
export type Body = () => Generator<Task | undefined, unknown, unknown>;

export class Task {
  /** Told how the task ended; `undefined` once it has. */
  listeners: ((goOn: (waiting: Task) => void) => void)[] | undefined = [];
  /** How one that waits for this task goes on. */
  goOn: (waiting: Task) => void = () => {};
  failure: { error: unknown } | undefined;
  readonly name: string;
  readonly steps: Generator<Task | undefined, unknown, unknown>;

  constructor(name: string, body: Body) {
    this.name = name;
    this.steps = body();
  }
}

export class Scheduler {
  #calls: (() => void)[] = [];
  #unheard = new Set<Task>();
  #waiting = new Set<Task>();

  spawn(name: string, body: Body): Task {
    const task = new Task(name, body);
    this.#calls.push(() => this.#advance(task, () => task.steps.next()));
    return task;
  }

  run(): void {
    while (this.#calls.length > 0) {
      const calls = this.#calls;
      this.#calls = [];
      for (const call of calls) call();
    }
    if (this.#waiting.size > 0) {
      const names = Array.from(this.#waiting, (task) => task.name).join(" and ");
      throw new Error(`${names} wait, and nobody is left who could end that`);
    }
    const failures = Array.from(this.#unheard, (task) => task.failure!.error);
    if (failures.length > 0) throw new AggregateError(failures, "some tasks failed, and nobody had asked about them");
  }

  #advance(task: Task, resume: () => IteratorResult<Task | undefined, unknown>): void {
    let result;
    try {
      result = resume();
    } catch (error) {
      task.failure = { error };
      if (!this.#heard.has(task)) this.#unheard.add(task);
      this.#end(task, (waiting) => this.#advance(waiting, () => waiting.steps.throw(error)));
      return;
    }
    const { done, value } = result;
    if (done) this.#end(task, (waiting) => this.#advance(waiting, () => waiting.steps.next(value)));
    else if (value === undefined) this.#calls.push(() => this.#advance(task, () => task.steps.next()));
    else this.#listen(task, value as Task);
  }

  readonly #heard = new WeakSet<Task>();

  #listen(task: Task, other: Task): void {
    this.#heard.add(other);
    this.#unheard.delete(other);
    if (other.listeners === undefined) {
      this.#calls.push(() => other.goOn(task));
      return;
    }
    this.#waiting.add(task);
    other.listeners.push((goOn) => {
      this.#waiting.delete(task);
      this.#calls.push(() => goOn(task));
    });
  }

  #end(task: Task, goOn: (waiting: Task) => void): void {
    const listeners = task.listeners ?? [];
    task.listeners = undefined;
    task.goOn = goOn;
    for (const listener of listeners) listener(goOn);
  }
}
