/**
 * The kernel's clock in the model, and the alarms set on it.
 *
 * Time passes only when somebody waits: a call that cannot go on moves the clock to the next alarm. Calls themselves take
 * no time. `VirtualClock` of the clock module does the same for promises; this one is for calls that wait in place.
 *
 * How the real one differs. Linux keeps high-resolution timers in a red-black tree and programs the hardware for the
 * earliest; they fire late by an interrupt and by up to the timer slack, 50 µs unless the process asks for less.
 */

/** Something to happen at a moment. */
export interface Alarm {
  /** The moment. */
  readonly dueNs: number;
  /** What happens. */
  readonly ring: () => void;
}

/** A clock that starts at 0. */
export class VirtualTime {
  #nowNs = 0;
  /** By moment; alarms of one moment in the order in which they were set. */
  readonly #alarms: Alarm[] = [];

  /** The present. */
  get nowNs(): number {
    return this.#nowNs;
  }

  /** When the next alarm rings; `Infinity` when none is set. */
  get nextAlarmNs(): number {
    return this.#alarms[0]?.dueNs ?? Infinity;
  }

  /** Sets an alarm. */
  setAlarm(dueNs: number, ring: () => void): Alarm {
    const alarm = { dueNs, ring };
    const later = this.#alarms.findIndex((other) => other.dueNs > dueNs);
    this.#alarms.splice(later === -1 ? this.#alarms.length : later, 0, alarm);
    return alarm;
  }

  /** Takes an alarm back; one that has rung is left alone. */
  cancel(alarm: Alarm): void {
    const index = this.#alarms.indexOf(alarm);
    if (index !== -1) this.#alarms.splice(index, 1);
  }

  /** Moves to a moment, never back, ringing the alarms on the way, each at its own time. */
  moveTo(ns: number): void {
    for (let alarm = this.#alarms[0]; alarm !== undefined && alarm.dueNs <= ns; alarm = this.#alarms[0]) {
      this.#alarms.shift();
      this.#nowNs = Math.max(this.#nowNs, alarm.dueNs);
      alarm.ring();
    }
    this.#nowNs = Math.max(this.#nowNs, ns);
  }
}
