/**
 * The monitor: somebody else who raises a flag when a slice is over. Tasks look at the flag at their safe points.
 *
 * Types, and the virtual one. `monitor_thread.ts` is the real one.
 */
import type { SchedulerClock } from "./clock.ts";

/** Who raises the flag. */
export interface Monitor {
  /** Begins to watch; resolves once it does. */
  start(options: MonitorOptions): Promise<void>;
  /** Whether the flag is up. Asked at every look, so it must be quick. */
  isRaised(): boolean;
  /** Takes the flag down. */
  lower(): void;
  /** Whether anybody computes: else there is nothing to watch. */
  watchRunning(running: boolean): void;
  /** Ends; resolves when nothing of it is left. */
  stop(): Promise<void>;
}

/** What a monitor is told at its start. */
export interface MonitorOptions {
  /** The length of a slice in nanoseconds. */
  readonly sliceNs: number;
  /** The clock of the run. */
  readonly clock: SchedulerClock;
}

/** A monitor in virtual time: the flag goes up at each multiple of the slice, as a timer tick of the kernel does. */
export function virtualMonitor(): Monitor {
  let lowered = 0;
  let tick = () => 0;
  return {
    start({ sliceNs, clock }) {
      tick = () => Math.floor(clock.nowNs() / sliceNs);
      lowered = tick();
      return Promise.resolve();
    },
    isRaised: () => tick() > lowered,
    lower: () => void (lowered = tick()),
    watchRunning() {},
    stop: () => Promise.resolve(),
  };
}
