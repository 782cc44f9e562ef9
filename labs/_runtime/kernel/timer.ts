/**
 * timerfd(2): a timer behind a descriptor, so that one epoll_wait waits for time and for peers alike.
 *
 * It becomes readable when it expires, and a read takes the number of expirations. A timer with an interval does not go off
 * again by itself: it is set again by the read, which reckons how many expirations were missed. So a timer that nobody reads
 * wakes nobody a second time, and a loop that is late gets one event that says "3", not three.
 *
 * Follows fs/timerfd.c. What it leaves out: the wall clock and what happens when somebody sets it, absolute times,
 * alarms that wake a sleeping machine.
 */
import type { Returned } from "./errno.ts";
import { EPOLLIN } from "./flags.ts";
import type { TimerSetting } from "./kernel.ts";
import type { FileObject } from "./open_file.ts";
import type { Alarm, VirtualTime } from "./virtual_time.ts";
import { WaitQueue } from "./wait_queue.ts";

const WORD_BYTES = 8;

/** The timer. */
export class Timer implements FileObject {
  readonly queue = new WaitQueue();
  readonly #time: VirtualTime;
  /** The alarm that will ring; `null` when disarmed, and from expiry to the next read. */
  #alarm: Alarm | null = null;
  #intervalNs = 0;
  /** When it expired, not read since; `null` when there is nothing to read. */
  #expiredNs: number | null = null;

  /** A disarmed timer. */
  constructor(time: VirtualTime) {
    this.#time = time;
  }

  /** Sets it anew. What had expired and was not read is lost. */
  set({ valueNs, intervalNs }: TimerSetting): Returned<0> {
    if (!(valueNs >= 0) || !(intervalNs >= 0)) return "EINVAL";
    this.#disarm();
    this.#expiredNs = null;
    this.#intervalNs = intervalNs;
    if (valueNs > 0) this.#armFor(this.#time.nowNs + valueNs);
    return 0;
  }

  /** Readable once it has expired. */
  poll(): number {
    return this.#expiredNs === null ? 0 : EPOLLIN;
  }

  /** Takes the number of expirations, those included that nobody heard of, and sets the next. */
  read(into: Uint8Array): Returned<number> {
    if (into.length < WORD_BYTES) return "EINVAL";
    if (this.#expiredNs === null) return "EAGAIN";
    let expirations = 1;
    if (this.#intervalNs > 0) {
      expirations += Math.floor((this.#time.nowNs - this.#expiredNs) / this.#intervalNs);
      this.#armFor(this.#expiredNs + expirations * this.#intervalNs);
    }
    this.#expiredNs = null;
    new DataView(into.buffer, into.byteOffset, WORD_BYTES).setBigUint64(0, BigInt(expirations), true);
    return WORD_BYTES;
  }

  /** A timer is set by a call of its own. */
  write(): Returned<number> {
    return "EINVAL";
  }

  /** Nobody can hear it any more. */
  release(): void {
    this.#disarm();
  }

  #armFor(dueNs: number): void {
    this.#alarm = this.#time.setAlarm(dueNs, () => {
      this.#alarm = null;
      this.#expiredNs = dueNs;
      this.queue.wake(EPOLLIN);
    });
  }

  #disarm(): void {
    if (this.#alarm !== null) this.#time.cancel(this.#alarm);
    this.#alarm = null;
  }
}
