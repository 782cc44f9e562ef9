/**
 * What a timeline is made of before it becomes SVG. Types only.
 *
 * `Trace` → `timelineShapes` → `TimelineShapes` → `TimelineSvg`. Positions are numbers on the time axis, not pixels: the
 * drawing scales them, so that one set of shapes fits a phone and a wide screen, a whole run and a stretch of it.
 */
import type { SourcePosition, Trace } from "../../labs/_runtime/trace/trace.ts";

/** What a task does; `outside` is a span that is no task's state: a system call, a thread, a loop phase. */
export type BarState = "running" | "runnable" | "waiting" | "outside";

/** A stretch of a lane in one state. */
export interface Bar {
  readonly state: BarState;
  /** On the axis of `TimelineShapes`. */
  readonly from: number;
  readonly to: number;
  /** Words for the bar: what it waits for, which call it makes. Empty when the state says it all. */
  readonly label: string;
  /** Index of the event that began it. */
  readonly eventIndex: number;
  /** Where in the learner's file it began or goes on, when the trace says so. */
  readonly source: SourcePosition | null;
}

/** A moment on a lane. */
export interface Mark {
  readonly kind: "yielded" | "preempted" | "finished" | "failed" | "note";
  readonly at: number;
  readonly label: string;
  readonly eventIndex: number;
}

/** From here on, a queue is so long. */
export interface QueueStep {
  readonly at: number;
  readonly length: number;
}

/** One row of the drawing: a task, a thread, the loop, a queue. */
export interface Lane {
  /** Unique in the drawing. */
  readonly key: string;
  readonly name: string;
  readonly bars: readonly Bar[];
  readonly marks: readonly Mark[];
  /** Of a queue's lane: its length over time, drawn as steps. */
  readonly steps?: readonly QueueStep[];
}

/** Where every event lies on the axis. */
export interface TraceAxis {
  /** `order`: no time passed in the run, so events are spaced evenly in the order in which they happened. */
  readonly unit: "nanoseconds" | "order";
  readonly start: number;
  readonly end: number;
  /** Position of each event, by its index in the trace. */
  readonly positions: readonly number[];
}

/** A whole timeline. */
export interface TimelineShapes {
  readonly clock: Trace["clock"];
  readonly axis: TraceAxis;
  readonly lanes: readonly Lane[];
  /** The line that each event belongs to, by its index in the trace. */
  readonly sources: readonly (SourcePosition | null)[];
  /** True when the recorder stopped before the run did: the drawing marks its right edge. */
  readonly truncated: boolean;
}

/** The part of the axis that is shown. */
export interface AxisWindow {
  readonly from: number;
  readonly to: number;
}
