/**
 * Who wants to hear when something happens to an object: Linux's wait queue.
 *
 * Every pipe end, socket and timer has one. An epoll instance that watches the object leaves a waiter in it, and the object
 * wakes the queue with the events that it believes have come about.
 *
 * What it leaves out. The sleeping threads. Linux keeps them in the same queue, and an exclusive waiter that woke one ends
 * the round; here nobody sleeps while another call runs, so no exclusive waiter ever wakes a thread, and the round goes on
 * to the next, as it does in Linux when all of the herd is busy.
 */

/** Hears of events. */
export interface Waiter {
  /** Exclusive waiters stand behind all others, first come, first asked. */
  readonly exclusive: boolean;
  /** Something happened; 0 means that it may be anything. */
  wake(events: number): void;
}

/** The waiters of one object. */
export class WaitQueue {
  readonly #waiters: Waiter[] = [];

  /**
   * A new waiter goes to the front, an exclusive one to the back (kernel/sched/wait.c). So of two registrations of one
   * object, the younger comes first in the ready list.
   */
  add(waiter: Waiter): void {
    if (waiter.exclusive) this.#waiters.push(waiter);
    else this.#waiters.unshift(waiter);
  }

  /** Takes a waiter out. */
  remove(waiter: Waiter): void {
    const index = this.#waiters.indexOf(waiter);
    if (index !== -1) this.#waiters.splice(index, 1);
  }

  /** From front to back. */
  [Symbol.iterator](): Iterator<Waiter> {
    return this.#waiters.values();
  }

  /** Tells everybody which events came about; without any named, that something changed. */
  wake(events = 0): void {
    for (const waiter of this.#waiters) waiter.wake(events);
  }
}
