/** Tasks are mere names for generators; all that is known of them is in the scheduler's maps. */
export type Body = () => Generator<Task | undefined, unknown, unknown>;
export interface Task {
  readonly name: string;
}

type Ended = { readonly returned: unknown } | { readonly threw: unknown };

export class Scheduler {
  readonly #steps = new Map<Task, Generator<Task | undefined, unknown, unknown>>();
  readonly #ended = new Map<Task, Ended>();
  readonly #waitsFor = new Map<Task, Task>();
  readonly #asked = new Set<Task>();
  readonly #queue = new Set<Task>();

  spawn(name: string, body: Body): Task {
    const task: Task = { name };
    this.#steps.set(task, body());
    this.#queue.add(task);
    return task;
  }

  run(): void {
    for (const task of this.#queue) {
      // A set is iterated in the order of arrival, those included that arrive meanwhile.
      this.#queue.delete(task);
      const ended = this.#turn(task);
      if (ended === undefined) continue;
      this.#ended.set(task, ended);
      for (const [waiting, on] of this.#waitsFor) if (on === task) this.#queue.add(waiting);
    }
    const waiting = [...this.#steps.keys()].filter((task) => !this.#ended.has(task));
    if (waiting.length > 0) throw new Error(`never to end: ${waiting.map(({ name }) => name)}`);
    const errors = [...this.#ended].flatMap(([task, how]) =>
      "threw" in how && !this.#asked.has(task) ? [how.threw] : []
    );
    if (errors.length > 0) throw new AggregateError(errors, `${errors.length} failed`);
  }

  #turn(task: Task): Ended | undefined {
    const steps = this.#steps.get(task)!;
    const on = this.#waitsFor.get(task);
    const how = on && this.#ended.get(on);
    this.#waitsFor.delete(task);
    try {
      const { done, value } = how && "threw" in how ? steps.throw(how.threw) : steps.next(how?.returned);
      if (done) return { returned: value };
      if (value === undefined) {
        this.#queue.add(task);
        return undefined;
      }
      const other = value as Task;
      this.#asked.add(other);
      this.#waitsFor.set(task, other);
      if (this.#ended.has(other)) this.#queue.add(task);
      return undefined;
    } catch (threw) {
      return { threw };
    }
  }
}
