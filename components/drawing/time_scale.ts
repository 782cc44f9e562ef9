/** From the axis to the page: fractions of the width, round tick values, times in words. */
import type { AxisWindow, TraceAxis } from "./shapes.ts";

const UNITS = [
  { name: "s", ns: 1e9 },
  { name: "ms", ns: 1e6 },
  { name: "µs", ns: 1e3 },
  { name: "ns", ns: 1 },
] as const;

/** A duration in the largest unit that keeps it at or above one: `80 ms`, `1.5 µs`, `0`. */
export function durationWords(ns: number): string {
  if (ns === 0) return "0";
  const unit = UNITS.find((candidate) => ns >= candidate.ns) ?? UNITS[UNITS.length - 1]!;
  return `${Number((ns / unit.ns).toPrecision(3))} ${unit.name}`;
}

/** A position on the axis in words: a time, or `step 3` where only order is known. */
export function positionWords(axis: TraceAxis, position: number): string {
  return axis.unit === "order" ? `step ${position + 1}` : durationWords(position);
}

/** Where a position falls in the window, as a fraction from 0 to 1; outside the window it is held at the edge. */
export function fraction(window: AxisWindow, position: number): number {
  const length = window.to - window.from;
  return length <= 0 ? 0 : Math.min(1, Math.max(0, (position - window.from) / length));
}

/** An SVG percentage with no more digits than a screen can show. */
export function percent(value: number): string {
  return `${Number((value * 100).toFixed(3))}%`;
}

/** Round values (1, 2 or 5 times a power of ten) inside the window, with at most `most` gaps between them (3 or more). */
export function ticks(window: AxisWindow, most: number): number[] {
  const length = window.to - window.from;
  if (length <= 0) return [window.from];
  const rough = length / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => length / candidate <= most)!;
  const first = Math.ceil(window.from / step);
  const last = Math.floor(window.to / step);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

/** Narrower than this fraction of the width, two labels of an axis overlap on a phone. */
const LABEL_WIDTH = 0.22;

/** Ticks of a window, and its end where that is the end of the run: how long it took is what a timeline is asked first. */
export function axisTicks(window: AxisWindow, { most, end }: { most: number; end: number }): number[] {
  const round = ticks(window, most);
  if (window.to !== end) return round;
  return [...round.filter((value) => fraction(window, value) < 1 - LABEL_WIDTH), end];
}

/** The whole axis as a window. */
export function wholeAxis(axis: TraceAxis): AxisWindow {
  return { from: axis.start, to: axis.end };
}

/** Half as much (`factor` 0.5) or twice as much (`factor` 2) of the axis around a centre, never beyond its ends. */
export function zoomed(axis: TraceAxis, window: AxisWindow, zoom: { factor: number; centre: number }): AxisWindow {
  const whole = axis.end - axis.start;
  const length = Math.min(whole, (window.to - window.from) * zoom.factor);
  const from = Math.min(axis.end - length, Math.max(axis.start, zoom.centre - length / 2));
  return { from, to: from + length };
}

/** The window to show once the playhead stands at `at`: moved only when the playhead would be out of sight. */
export function following(whole: AxisWindow, window: AxisWindow, at: number): AxisWindow {
  if (at >= window.from && at <= window.to) return window;
  const length = window.to - window.from;
  const from = Math.min(whole.to - length, Math.max(whole.from, at - length / 2));
  return { from, to: from + length };
}

/** Events to both sides of the one that a reader is sent to. */
const EVENTS_AROUND = 40;

/** The whole run; or, of a long one, the surroundings of the event that is pointed at. */
export function openingWindow(axis: TraceAxis, pointedAt: number | null): AxisWindow {
  const whole = wholeAxis(axis);
  if (pointedAt === null || axis.positions.length <= 5 * EVENTS_AROUND) return whole;
  const from = axis.positions[Math.max(0, pointedAt - EVENTS_AROUND)] ?? whole.from;
  const to = axis.positions[pointedAt + EVENTS_AROUND] ?? whole.to;
  return to > from ? { from, to } : whole;
}
