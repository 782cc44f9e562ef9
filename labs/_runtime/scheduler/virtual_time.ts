/**
 * Virtual time: moves when a task spends it, and jumps to the next timer when nobody can run. A program runs in it the same
 * way every time, as fast as it computes.
 *
 * What it leaves out. Promises of the world outside: a run that waits for one is as repeatable as the promise.
 */
import type { SchedulerClock } from "./clock.ts";

/** What virtual time may need from the world. */
export interface VirtualTimeOptions {
  /** Resolves when the host's loop has gone round; by default only promises get their turn. */
  readonly turn?: () => Promise<void>;
}

/** A clock at 0. */
export function virtualTime({ turn = () => Promise.resolve() }: VirtualTimeOptions = {}): SchedulerClock {
  let nowNs = 0;
  let interrupt = () => {};
  return {
    isVirtual: true,
    nowNs: () => nowNs,
    spend(ns) {
      nowNs += ns;
    },
    rest(untilNs) {
      if (untilNs === Infinity) return new Promise((resolve) => interrupt = resolve);
      nowNs = Math.max(nowNs, untilNs);
      return null;
    },
    interrupt: () => interrupt(),
    turn,
  };
}
