/**
 * A mutex: at most one task between `lock` and `unlock`, the others in order of arrival.
 *
 * How the real one differs. Go's mutex lets a running task overtake the queue, since handing over costs a switch, and only
 * hands over to who has waited for more than 1 ms. This one always hands over.
 */
import type { WaitReason } from "../trace/mod.ts";
import { runningTask } from "./running.ts";
import { Suspension } from "./suspension.ts";
import type { Coroutine, Task } from "./task.ts";
import { WaitList } from "./wait_list.ts";

/** Made by `mutex`. */
export class Mutex {
  /** What traces and errors call it. */
  readonly name: string;
  /** Who has it. */
  holder: Task | null = null;
  /** Who wants it, in order of arrival. */
  readonly waiting = new WaitList<Lock>();

  /** See `mutex`. */
  constructor(name: string) {
    this.name = name;
  }

  /** `yield* mutex.lock()`: goes on as its holder. */
  lock(): Suspension<void> {
    return new Lock(this);
  }

  /** Hands it to who waits longest. Throws `TypeError` when the running task does not hold it. */
  unlock(): void {
    if (this.holder === null || this.holder !== runningTask()) {
      throw new TypeError(`unlock: mutex "${this.name}" is not held by this task; call unlock where lock was called`);
    }
    const next = this.waiting.shift();
    this.holder = next?.task ?? null;
    next?.finish();
  }

  /** `yield* mutex.withLock(body)`: unlocks however `body` ends. */
  *withLock<T>(body: () => Coroutine<T>): Coroutine<T> {
    yield* this.lock();
    try {
      return yield* body();
    } finally {
      this.unlock();
    }
  }
}

class Lock extends Suspension<void> {
  readonly #mutex: Mutex;

  constructor(mutex: Mutex) {
    super();
    this.#mutex = mutex;
  }

  override get reason(): WaitReason {
    return { kind: "mutex", name: this.#mutex.name };
  }

  override waitsFor(): Task | null {
    return this.#mutex.holder;
  }

  start(): boolean {
    if (this.#mutex.holder !== null) return false;
    this.#mutex.holder = runningTask();
    return true;
  }

  enlist(task: Task): void {
    this.task = task;
    this.#mutex.waiting.push(this);
  }

  withdraw(): void {
    this.#mutex.waiting.remove(this);
  }
}

/** An unlocked mutex. */
export function mutex({ name = "unnamed" }: { readonly name?: string } = {}): Mutex {
  return new Mutex(name);
}
