/**
 * The recorder: turns events into a `Trace` by stamping each with the time and keeping them in order.
 *
 * It does not know what a task or a timer is; whoever runs them says what happened. The clock is a parameter, so the same
 * recorder serves the models (virtual time, the same on every run) and the real loop (monotonic time). Real tracers, such as
 * Linux's ftrace, write into a ring and overwrite the oldest events; this one keeps the oldest and stops, because a lesson
 * is read from its beginning.
 */
import type { Trace, TraceEvent } from "./trace.ts";

/** An event before it has a time. */
export type UnstampedEvent = TraceEvent extends infer E ? E extends unknown ? Omit<E, "atNs"> : never : never;

/** Where the time comes from and how much is kept. */
export interface RecorderOptions {
  /** Which kind of clock `nowNs` reads. */
  readonly clock: Trace["clock"];
  /** The clock's time in nanoseconds. Only differences count: the recorder takes the first reading as its zero. */
  readonly nowNs: () => number;
  /** Events beyond this many are counted, not kept. */
  readonly maxEvents: number;
}

/** Keeps what happened. */
export interface Recorder {
  /** Stamps the event and appends it; at the cap, only counts it. */
  record(event: UnstampedEvent): void;
  /** How many events came, kept or not. */
  readonly eventCount: number;
  /** What is recorded so far; its list grows while recording goes on. */
  trace(): Trace;
}

/**
 * A recorder whose zero is now.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * let nowNs = 500;
 * const recorder = createRecorder({ clock: "virtual", nowNs: () => nowNs, maxEvents: 10 });
 * nowNs = 700;
 * recorder.record({ kind: "task-started", task: 1 });
 * assertEquals(recorder.trace().events, [{ kind: "task-started", task: 1, atNs: 200 }]);
 * ```
 */
export function createRecorder({ clock, nowNs, maxEvents }: RecorderOptions): Recorder {
  const zeroNs = nowNs();
  const events: TraceEvent[] = [];
  let eventCount = 0;
  // A clock may be read out of order by two threads; a trace never goes back.
  let lastNs = 0;

  function record(event: UnstampedEvent): void {
    eventCount++;
    if (events.length >= maxEvents) return;
    lastNs = Math.max(lastNs, Math.round(nowNs() - zeroNs));
    // By index: `push` is a method that the program under observation can replace.
    events[events.length] = { ...event, atNs: lastNs };
  }

  return {
    record,
    get eventCount() {
      return eventCount;
    },
    trace: () => ({ version: 1, clock, events, truncated: eventCount > events.length }),
  };
}
