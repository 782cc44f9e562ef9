/** Give way by count or by time: parcels of which most are quick to route and some are not. */
import { TimedScheduler, type TimedSteps } from "./timed_scheduler.ts";

/** Of each parcel, how many milliseconds it takes. */
type Costs = readonly number[];

/** Of a hundred parcels ninety go next door, for 0.1 ms each, and then ten abroad, for 5. */
export function costsMs(parcels: number): Costs {
  return Array.from({ length: parcels }, (_, index) => index % 100 >= 90 ? 5 : 0.1);
}

export interface Slices {
  readonly turns: number;
  readonly longestMs: number;
}

export const PARCELS = 1_000;

/** How often a plan gives way and how long it kept the thread at most. */
export function sliced(plan: (scheduler: TimedScheduler, costs: Costs) => TimedSteps): Slices {
  const scheduler = new TimedScheduler();
  const steps = plan(scheduler, costsMs(PARCELS));
  let turns = 0;
  let longestMs = 0;
  function* watched(): TimedSteps {
    for (let done = false; !done; turns++) {
      const beganMs = scheduler.nowMs;
      done = steps.next().done === true;
      longestMs = Math.max(longestMs, scheduler.nowMs - beganMs);
      if (!done) yield;
    }
  }
  scheduler.spawn("plan", watched());
  scheduler.run();
  return { turns, longestMs };
}

// #region by-count
export function* byCount(scheduler: TimedScheduler, costs: Costs) {
  for (const [index, costMs] of costs.entries()) {
    scheduler.spend(costMs);
    if ((index + 1) % 100 === 0) yield;
  }
}
// #endregion

// #region by-time
export function* byTime(scheduler: TimedScheduler, costs: Costs) {
  let sliceEndMs = scheduler.nowMs + 10;
  for (const costMs of costs) {
    scheduler.spend(costMs);
    if (scheduler.nowMs < sliceEndMs) continue;
    yield;
    sliceEndMs = scheduler.nowMs + 10;
  }
}
// #endregion

function words({ turns, longestMs }: Slices): string {
  return `${turns} turns, the longest ${longestMs.toFixed(1)} ms`;
}

if (import.meta.main) {
  // #region shown
  console.log("every 100 parcels:", words(sliced(byCount)));
  console.log("every 10 ms:      ", words(sliced(byTime)));
  // #endregion
}
