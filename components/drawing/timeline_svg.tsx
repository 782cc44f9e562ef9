/**
 * A timeline as SVG. Widths are percentages and text sizes are pixels, so one drawing reads at 360 px and at full width.
 *
 * States differ in shape as well as in colour: running is a solid block, runnable a dashed outline, waiting a line along
 * the foot of the lane. Colours come from classes alone (`states.css`, `drawing.css`).
 */
import { useMemo } from "preact/hooks";
import { laneMeasures } from "./lane_measures.ts";
import { LaneRow } from "./lane_row.tsx";
import { barsPerLane } from "./lane_view.ts";
import type { AxisWindow, Bar, TimelineShapes } from "./shapes.ts";
import { tickValues } from "./time_labels.tsx";
import { fraction, percent, wholeAxis } from "./time_scale.ts";

interface TimelineSvgProps {
  readonly shapes: TimelineShapes;
  /** The stretch to show; the whole run when absent. */
  readonly window?: AxisWindow;
  /** Where the playhead stands, on the axis. */
  readonly playhead?: number;
  readonly onBar?: ((bar: Bar) => void) | undefined;
}

/** Pixels that the drawing takes, without the labels of its time axis. */
export function timelineHeight({ lanes }: TimelineShapes): number {
  return lanes.length * laneMeasures(lanes.length).height;
}

/** The lanes alone; `TimeLabels` goes below. */
export function TimelineSvg({ shapes, window = wholeAxis(shapes.axis), playhead, onBar }: TimelineSvgProps) {
  const height = timelineHeight(shapes);
  // Stepping moves the playhead only: the lanes are not made again.
  const lanes = useMemo(() => <Lanes shapes={shapes} window={window} onBar={onBar} />, [
    shapes,
    window.from,
    window.to,
    onBar,
  ]);
  const shown = playhead !== undefined && playhead >= window.from && playhead <= window.to;
  const head = percent(fraction(window, playhead ?? 0));
  return (
    <svg class="timeline-svg" width="100%" height={height} role="img" aria-label="Timeline" overflow="visible">
      {lanes}
      {shapes.truncated && window.to === shapes.axis.end && (
        <g class="cut">
          <line x1="100%" x2="100%" y1="0" y2={height} />
          <text x="100%" dx="-5" y={laneMeasures(shapes.lanes.length).nameBaseline} text-anchor="end">
            trace cut here
          </text>
        </g>
      )}
      {shown && <line class="playhead" x1={head} x2={head} y1="0" y2={height} />}
    </svg>
  );
}

interface LanesProps {
  readonly shapes: TimelineShapes;
  readonly window: AxisWindow;
  readonly onBar: ((bar: Bar) => void) | undefined;
}

function Lanes({ shapes, window, onBar }: LanesProps) {
  const { lanes } = shapes;
  const measures = laneMeasures(lanes.length);
  const mostBars = barsPerLane(lanes.length);
  return (
    <g>
      {tickValues(shapes.axis, window).map((value) => {
        const at = percent(fraction(window, value));
        return <line key={value} class="axis-line" x1={at} x2={at} y1="0" y2={timelineHeight(shapes)} />;
      })}
      {lanes.map((lane, index) => (
        <LaneRow
          key={lane.key}
          lane={lane}
          top={index * measures.height}
          measures={measures}
          shapes={shapes}
          window={window}
          mostBars={mostBars}
          onBar={onBar}
        />
      ))}
    </g>
  );
}
