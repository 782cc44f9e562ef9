/**
 * Real time: the host's clock, and its event loop when there is nothing to run.
 *
 * How the real one differs. A runtime that owns its thread sleeps in the kernel, in `epoll_wait` or on a futex. This one is
 * a guest in a loop that does so.
 */
import type { SchedulerClock } from "./clock.ts";

/** The host's functions, passed in. */
export interface Host {
  /** Monotonic milliseconds, as `performance.now`. */
  now(): number;
  /** As `setTimeout`, but returns what takes the timer back. */
  setTimer(callback: () => void, ms: number): () => void;
  /** Calls back after the loop has gone round, as `setImmediate`. */
  setTurn(callback: () => void): void;
}

const NS_PER_MS = 1_000_000;
/** Longer delays overflow the host's timers. */
const LONGEST_MS = 2 ** 31 - 1;

/** The host's time. */
export function hostTime(host: Host): SchedulerClock {
  let interrupt = () => {};
  return {
    isVirtual: false,
    nowNs: () => host.now() * NS_PER_MS,
    spend() {},
    rest(untilNs) {
      const ms = untilNs / NS_PER_MS - host.now();
      if (ms <= 0) return null;
      return new Promise((resolve) => {
        // With no end to wait for, a long timer keeps the host from ending.
        const takeBack = host.setTimer(resolve, Math.min(Math.ceil(ms), LONGEST_MS));
        interrupt = () => {
          takeBack();
          resolve();
        };
      });
    },
    interrupt: () => interrupt(),
    // What is set while the loop polls comes in the same round, before the timers: only the second has seen them.
    turn: () => new Promise((resolve) => host.setTurn(() => host.setTurn(resolve))),
  };
}
