/**
 * Virtual time, and tasks that live in it.
 *
 * @module
 */
export { TracedRun } from "./traced_run.ts";
export { TracedTask } from "./traced_task.ts";
export { type FiredTimer, VirtualClock, type VirtualClockOptions } from "./virtual_clock.ts";
