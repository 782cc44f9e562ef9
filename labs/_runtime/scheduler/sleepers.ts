/** Who sleeps until when: a binary heap, whose first is the earliest; of one moment, the one that came first. */
import type { Suspension } from "./suspension.ts";

interface Sleeper {
  readonly dueNs: number;
  readonly order: number;
  /** `null`: taken back. It leaves when its time comes. */
  wait: Suspension<void> | null;
}

/** The timers of one scheduler. */
export class Sleepers {
  readonly #heap: Sleeper[] = [];
  readonly #of = new Map<Suspension<void>, Sleeper>();
  #added = 0;

  /** Whether nobody sleeps, not even one who was taken back. */
  get isEmpty(): boolean {
    return this.#heap.length === 0;
  }

  /** When the earliest is due; `Infinity` when nobody sleeps. */
  get nextNs(): number {
    while (this.#heap.length > 0 && this.#heap[0]!.wait === null) this.#takeFirst();
    return this.#heap[0]?.dueNs ?? Infinity;
  }

  /** Adds one. */
  add(dueNs: number, wait: Suspension<void>): void {
    const sleeper = { dueNs, order: this.#added++, wait };
    this.#of.set(wait, sleeper);
    let index = this.#heap.push(sleeper) - 1;
    while (index > 0 && isBefore(sleeper, this.#heap[(index - 1) >> 1]!)) {
      this.#heap[index] = this.#heap[(index - 1) >> 1]!;
      index = (index - 1) >> 1;
    }
    this.#heap[index] = sleeper;
  }

  /** Takes one back. */
  remove(wait: Suspension<void>): void {
    const sleeper = this.#of.get(wait);
    this.#of.delete(wait);
    if (sleeper !== undefined) sleeper.wait = null;
  }

  /** Takes the earliest, when it is due at `nowNs`. */
  takeDue(nowNs: number): Suspension<void> | null {
    if (this.nextNs > nowNs) return null;
    const { wait } = this.#takeFirst();
    if (wait !== null) this.#of.delete(wait);
    return wait;
  }

  #takeFirst(): Sleeper {
    const first = this.#heap[0]!;
    const last = this.#heap.pop()!;
    if (this.#heap.length > 0) this.#sink(last);
    return first;
  }

  /** Puts one in at the top, and lets it down to its place. */
  #sink(sleeper: Sleeper): void {
    const heap = this.#heap;
    let index = 0;
    for (let child = 1; child < heap.length; child = 2 * index + 1) {
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      if (!isBefore(heap[child]!, sleeper)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = sleeper;
  }
}

function isBefore(one: Sleeper, other: Sleeper): boolean {
  return one.dueNs < other.dueNs || (one.dueNs === other.dueNs && one.order < other.order);
}
