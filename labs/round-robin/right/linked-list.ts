/** No arrays: the run queue and each list of joiners are chains of tasks, as in a kernel. */
export type Body = () => Generator<Task | undefined, unknown, unknown>;

class Chain {
  first: Task | null = null;
  last: Task | null = null;

  add(task: Task): void {
    task.next = null;
    if (this.last === null) this.first = task;
    else this.last.next = task;
    this.last = task;
  }

  take(): Task | null {
    const task = this.first;
    if (task !== null) {
      this.first = task.next;
      if (this.first === null) this.last = null;
    }
    return task;
  }
}

export class Task {
  next: Task | null = null;
  readonly joiners = new Chain();
  ended = false;
  failed = false;
  asked = false;
  outcome: unknown;
  joining: Task | null = null;
  readonly name: string;
  readonly steps: Generator<Task | undefined, unknown, unknown>;

  constructor(name: string, body: Body) {
    this.name = name;
    this.steps = body();
  }
}

export class Scheduler {
  #ready = new Chain();
  #all: Task[] = [];

  spawn(name: string, body: Body): Task {
    const task = new Task(name, body);
    this.#all.push(task);
    this.#ready.add(task);
    return task;
  }

  run(): void {
    for (;;) {
      const task = this.#ready.take();
      if (task === null) break;
      let yielded: Task | undefined;
      try {
        const from = task.joining;
        task.joining = null;
        const step = from?.failed ? task.steps.throw(from.outcome) : task.steps.next(from?.outcome);
        task.ended = step.done === true;
        if (task.ended) task.outcome = step.value;
        else yielded = step.value as Task | undefined;
      } catch (error) {
        task.ended = task.failed = true;
        task.outcome = error;
      }
      if (task.ended) {
        for (let joiner = task.joiners.take(); joiner !== null; joiner = task.joiners.take()) this.#ready.add(joiner);
        continue;
      }
      if (yielded === undefined) {
        this.#ready.add(task);
        continue;
      }
      task.joining = yielded;
      yielded.asked = true;
      (yielded.ended ? this.#ready : yielded.joiners).add(task);
    }
    const left = this.#all.filter((task) => !task.ended);
    if (left.length > 0) throw new Error("waiting in a circle: " + left.map((task) => task.name).join(", "));
    const lost = this.#all.filter((task) => task.failed && !task.asked);
    if (lost.length > 0) throw new AggregateError(lost.map((task) => task.outcome));
  }
}
