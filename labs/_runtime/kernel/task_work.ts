/**
 * Task work: what an operation has yet to do, done on the way out of the program's next system call.
 *
 * When something wakes an operation of io_uring, whoever wakes it is in the midst of something else: of a write, half done. So the
 * waker only leaves a note, and the operation goes on when that call is over, before the program runs again. From outside it
 * looks as if it went on by itself.
 *
 * Follows kernel/task_work.c and io_uring/io_uring.c, with IORING_SETUP_COOP_TASKRUN. Without that, Linux interrupts
 * the program to have it done, and a system call that sleeps may return EINTR for it.
 */
import type { Alarm, VirtualTime } from "./virtual_time.ts";

/** The notes of one process. */
export class TaskWork {
  readonly #time: VirtualTime;
  readonly #jobs: (() => void)[] = [];
  /** For a call that sleeps meanwhile: set for now, so that the sleeper's next look finds the work done. */
  #alarm: Alarm | null = null;

  /** No notes; `time` wakes those who sleep. */
  constructor(time: VirtualTime) {
    this.#time = time;
  }

  /** Leaves a note. */
  add(job: () => void): void {
    this.#jobs.push(job);
    this.#alarm ??= this.#time.setAlarm(this.#time.nowNs, () => this.run());
  }

  /** Does all that was noted, oldest first, and what is noted meanwhile. */
  run(): void {
    if (this.#alarm === null) return;
    for (let job = this.#jobs.shift(); job !== undefined; job = this.#jobs.shift()) job();
    this.#time.cancel(this.#alarm);
    this.#alarm = null;
  }

  /** The call, with the way out of it. */
  after<Given extends unknown[], Result>(call: (...given: Given) => Result): (...given: Given) => Result {
    return (...given) => {
      try {
        return call(...given);
      } finally {
        this.run();
      }
    };
  }
}
