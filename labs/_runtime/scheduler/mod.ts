/**
 * The scheduler of the book: tasks that wait, give way, and can be stopped at safe points by a flag.
 *
 * @module
 */
export { type Channel, channel } from "./channel.ts";
export type { SchedulerClock } from "./clock.ts";
export { type Host, hostTime } from "./host_time.ts";
export { join } from "./join.ts";
export { type Monitor, type MonitorOptions, virtualMonitor } from "./monitor.ts";
export { monitorThread } from "./monitor_thread.ts";
export { type Mutex, mutex } from "./mutex.ts";
export { pause } from "./pause.ts";
export type { Policy } from "./policy.ts";
export { priorityWithAgeing } from "./priority_with_ageing.ts";
export { keepChoices, type KeptChoices, replay } from "./replay.ts";
export { roundRobin } from "./round_robin.ts";
export type { Running, SpawnOptions } from "./running.ts";
export { createScheduler, type Scheduler } from "./scheduler.ts";
export type { SchedulerOptions } from "./scheduler_options.ts";
export { DeadlockError, TaskFailed } from "./scheduler_errors.ts";
export { seededRandom } from "./seeded_random.ts";
export { select, type Selected } from "./select.ts";
export { sleep } from "./sleep.ts";
export type { Mode } from "./slices.ts";
export type { SourceFrame } from "./source_frame.ts";
export { type Chooser, Suspension } from "./suspension.ts";
export { type Coroutine, type Task, TaskCancelled, type TaskState, type Waker } from "./task.ts";
export { spawn, spend } from "./task_calls.ts";
export { virtualTime, type VirtualTimeOptions } from "./virtual_time.ts";
export type { UnstampedEvent, WaitReason } from "../trace/mod.ts";
export { wait } from "./wait.ts";
