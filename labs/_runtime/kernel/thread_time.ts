/**
 * The kernel's clock where there are threads: the scheduler's own, on which the kernel's alarms are sleepers like any other.
 *
 * So there is one time. It passes while a thread computes, and jumps to the next alarm when all threads sleep.
 */
import { type SchedulerClock, Suspension, type WaitReason, type Waker } from "../scheduler/mod.ts";
import { type Alarm, VirtualTime } from "./virtual_time.ts";

const NS_PER_MS = 1_000_000;

/** Something that happens at a moment, and is no task. */
class Ringing extends Suspension<void> {
  readonly #ring: () => void;

  constructor(ring: () => void) {
    super();
    this.#ring = ring;
  }

  override get reason(): WaitReason {
    return { kind: "timer", name: "an alarm of the kernel" };
  }

  override finish(): void {
    this.#ring();
  }

  // No task ever waits for it: the scheduler's timers hold it.
  start(): boolean {
    return false;
  }

  enlist(): void {}

  withdraw(): void {}
}

/** The clock of the scheduler `owner`. */
export class ThreadTime extends VirtualTime {
  readonly #clock: SchedulerClock;
  readonly #owner: () => Waker;
  readonly #set = new Map<Alarm, Ringing>();

  /** `owner` is asked only when an alarm is set. */
  constructor(clock: SchedulerClock, owner: () => Waker) {
    super();
    this.#clock = clock;
    this.#owner = owner;
  }

  override get nowNs(): number {
    return this.#clock.nowNs();
  }

  override setAlarm(dueNs: number, ring: () => void): Alarm {
    const alarm = { dueNs, ring };
    const ringing = new Ringing(() => {
      this.#set.delete(alarm);
      ring();
    });
    this.#set.set(alarm, ringing);
    this.#owner().setSleeper((dueNs - this.nowNs) / NS_PER_MS, ringing);
    return alarm;
  }

  override cancel(alarm: Alarm): void {
    const ringing = this.#set.get(alarm);
    this.#set.delete(alarm);
    if (ringing !== undefined) this.#owner().clearSleeper(ringing);
  }
}
