/**
 * Select: waiting for the first of several things, and doing only that one.
 *
 * How the real one differs. Of several cases that are ready, Go takes one at random, so that none is starved; here it is the
 * first in the list, so that a run can be read and repeated. Put what matters least last.
 */
import type { WaitReason } from "../trace/mod.ts";
import { type Chooser, Suspension } from "./suspension.ts";
import type { Task } from "./task.ts";

/** Which case it was, from 0, and what came of it. */
export interface Selected<T> {
  /** Its place in the list. */
  readonly index: number;
  /** Its result. */
  readonly value: T;
}

class Select<T> extends Suspension<Selected<T>> implements Chooser {
  readonly #cases: readonly Suspension<T>[];
  #chosen = -1;

  constructor(cases: readonly Suspension<T>[]) {
    super();
    this.#cases = cases;
  }

  override get reason(): WaitReason {
    const reasons = this.#cases.map((each) => each.reason);
    return { kind: reasons[0]?.kind ?? "channel", name: reasons.map(({ name }) => name).join(" or ") };
  }

  start(): boolean {
    this.#chosen = this.#cases.findIndex((each) => each.start());
    return this.#chosen !== -1;
  }

  enlist(task: Task): void {
    this.task = task;
    for (const each of this.#cases) {
      each.chooser = this;
      each.enlist(task);
    }
  }

  withdraw(): void {
    for (const each of this.#cases) each.withdraw();
  }

  choose(ready: Suspension<unknown>): void {
    this.#chosen = this.#cases.indexOf(ready as Suspension<T>);
    for (const each of this.#cases) if (each !== ready) each.withdraw();
    this.finish();
  }

  override outcome(): Selected<T> {
    const index = this.#chosen;
    return { index, value: this.#cases[index]!.outcome() };
  }
}

/**
 * `yield* select([orders.receive(), sleep(100)])`: does the first that can be done, and none of the others.
 *
 * Throws `RangeError` on an empty list, which would wait for ever.
 */
export function select<T>(cases: readonly Suspension<T>[]): Suspension<Selected<T>> {
  if (cases.length === 0) throw new RangeError("select: the list is empty; give at least one thing to wait for");
  return new Select(cases);
}
