/**
 * How a call of the model waits: look, and if it is not so yet, let time pass until something rings, and look again.
 *
 * That is what a sleeping thread does in Linux, except that there the rest of the machine goes on meanwhile, and here there
 * is no rest. All calls that block come through this one place.
 */
import type { VirtualTime } from "./virtual_time.ts";
import { WaitsForEver } from "./waits_for_ever.ts";

const NS_PER_MS = 1_000_000;

/** A wait. */
export interface Wait<Result> {
  /** The call, by name. */
  readonly call: string;
  /** Its limit in milliseconds; negative for none. */
  readonly timeoutMs: number;
  /** Looks whether the wait is over; `undefined` when not. */
  readonly look: () => Result | undefined;
}

/** Waits; `undefined` when the limit was reached. Throws `WaitsForEver` when there is no limit and no timer is set. */
export function waitUntil<Result>(time: VirtualTime, { call, timeoutMs, look }: Wait<Result>): Result | undefined {
  const deadlineNs = timeoutMs < 0 ? Infinity : time.nowNs + timeoutMs * NS_PER_MS;
  for (;;) {
    const seen = look();
    if (seen !== undefined || time.nowNs >= deadlineNs) return seen;
    const nextNs = Math.min(deadlineNs, time.nextAlarmNs);
    if (nextNs === Infinity) throw new WaitsForEver(call);
    time.moveTo(nextNs);
  }
}
