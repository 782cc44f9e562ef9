/** A clock that stands still until a test moves it. */
import type { Clock } from "../../../../labs/_runner/sandbox/clock.ts";

interface Alarm {
  readonly atMs: number;
  readonly ring: () => void;
}

export class ManualClock implements Clock {
  #nowMs = 0;
  readonly #alarms = new Set<Alarm>();

  now(): number {
    return this.#nowMs;
  }

  after(ms: number, ring: () => void): Disposable {
    const alarm = { atMs: this.#nowMs + ms, ring };
    this.#alarms.add(alarm);
    return { [Symbol.dispose]: () => void this.#alarms.delete(alarm) };
  }

  /** Moves time on and rings what is due, in order. */
  advance(ms: number): void {
    this.#nowMs += ms;
    const due = [...this.#alarms].filter((alarm) => alarm.atMs <= this.#nowMs).sort((a, b) => a.atMs - b.atMs);
    for (const alarm of due) {
      if (this.#alarms.delete(alarm)) alarm.ring();
    }
  }

  /** Alarms that are set. */
  get pending(): number {
    return this.#alarms.size;
  }
}
