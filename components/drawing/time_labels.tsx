/** The times below a timeline. */
import type { AxisWindow, TraceAxis } from "./shapes.ts";
import { axisTicks, fraction, percent, positionWords } from "./time_scale.ts";

/** Pixels that the labels take. */
export const LABELS_HEIGHT = 24;

/** The positions that have a line and a label. */
export function tickValues(axis: TraceAxis, window: AxisWindow): number[] {
  const all = axisTicks(window, { most: 4, end: axis.end });
  return axis.unit === "order" ? all.filter(Number.isInteger) : all;
}

interface TimeLabelsProps {
  readonly axis: TraceAxis;
  readonly window: AxisWindow;
  /** Pixels from the top of the drawing that holds it. */
  readonly top?: number;
}

/** One label a tick, held inside at the edges. */
export function TimeLabels({ axis, window, top = 0 }: TimeLabelsProps) {
  const anchor = (at: number) => at < 0.04 ? "start" : at > 0.96 ? "end" : "middle";
  return (
    <svg class="timeline-svg timeline-labels" y={top} width="100%" height={LABELS_HEIGHT} aria-hidden="true">
      {tickValues(axis, window).map((value) => {
        const at = fraction(window, value);
        return (
          <text key={value} class="axis-label" x={percent(at)} y={LABELS_HEIGHT - 7} text-anchor={anchor(at)}>
            {positionWords(axis, value)}
          </text>
        );
      })}
    </svg>
  );
}
