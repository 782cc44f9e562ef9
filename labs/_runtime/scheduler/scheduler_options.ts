/** How a scheduler is made: what it is told, and what it does without being told. Types only. */
import type { UnstampedEvent } from "../trace/mod.ts";
import type { SchedulerClock } from "./clock.ts";
import type { Monitor } from "./monitor.ts";
import type { Policy } from "./policy.ts";
import type { Mode } from "./slices.ts";

/** How tasks are run. */
export interface SchedulerOptions {
  /** Who may stop a task; see `slices.ts`. */
  readonly mode: Mode;
  /** `virtualTime()`, or `hostTime(…)`. */
  readonly clock: SchedulerClock;
  /** Who is next; by default `roundRobin()`. */
  readonly policy?: Policy;
  /** Milliseconds until a task is stopped; by default 10, as in Go. */
  readonly sliceMs?: number;
  /** Who raises the flag; by default `virtualMonitor()`. */
  readonly monitor?: Monitor;
  /** Virtual nanoseconds that passing a safe point costs; by default 1,000. */
  readonly turnNs?: number;
  /** Told what happens. Without it, nothing is made of what happens. */
  readonly record?: (event: UnstampedEvent) => void;
  /** Asked at each recorded wait whether its line is wanted, which costs a stack trace; by default it always is. */
  readonly findLines?: () => boolean;
}
