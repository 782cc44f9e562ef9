/**
 * Who wants to hear when something happens to an object: Linux's wait queue.
 *
 * Every pipe end, socket and timer has one. Two kinds of waiters stand in it: epoll instances that watch the object, which
 * stay there, and threads that sleep (`thread_sleep.ts`), which leave when they are woken.
 *
 * A wake-up goes from front to back. An exclusive waiter that really woke a thread ends the round: that is how one connection
 * wakes one thread and not a herd. One that woke nobody, because all of its threads are busy, is passed over.
 *
 * Follows kernel/sched/wait.c. Left out: the lock, and bookmarks that let others in during a long round.
 */

/** Hears of events. */
export interface Waiter {
  /** One of these is enough, if it woke a thread. */
  readonly exclusive: boolean;
  /** Something happened; 0 means that it may be anything. True when a sleeping thread was woken by it. */
  wake(events: number): boolean;
}

/** The waiters of one object. */
export class WaitQueue {
  readonly #waiters: Waiter[] = [];

  /**
   * A new waiter goes to the front, an exclusive one to the back, first come, first asked. So of two registrations of one
   * object, the younger comes first in the ready list.
   */
  add(waiter: Waiter): void {
    if (waiter.exclusive) this.#waiters.push(waiter);
    else this.addInFront(waiter);
  }

  /** To the front, also when it is exclusive: last come, first asked. */
  addInFront(waiter: Waiter): void {
    this.#waiters.unshift(waiter);
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

  /**
   * Tells which events came about, up to the first exclusive waiter that woke a thread; without any named, tells everybody
   * that something changed. True when a thread was woken.
   */
  wake(events = 0): boolean {
    let woken = false;
    for (let index = 0; index < this.#waiters.length;) {
      const waiter = this.#waiters[index]!;
      const woke = waiter.wake(events);
      woken ||= woke;
      if (woke && waiter.exclusive && events !== 0) break;
      // A thread takes itself out when it is woken.
      if (this.#waiters[index] === waiter) index += 1;
    }
    return woken;
  }
}
