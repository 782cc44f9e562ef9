/** The time of the host that runs this: its clock, its timers and its loop. */
import { setImmediate } from "node:timers";
import { hostTime, type SchedulerClock } from "../../../../labs/_runtime/scheduler/mod.ts";

export const THIS_HOST: SchedulerClock = hostTime({
  now: () => performance.now(),
  setTimer(callback, ms) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  setTurn: (callback) => void setImmediate(callback),
});
