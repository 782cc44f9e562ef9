/**
 * A timeline as SVG. Widths are percentages and text sizes are pixels, so one drawing reads at 360 px and at full width.
 *
 * States differ in shape as well as in colour: running is a solid block, runnable a dashed outline, waiting a line along
 * the foot of the lane. Colours come from classes alone (`states.css`, `drawing.css`).
 */
import type { JSX } from "preact";
import type { AxisWindow, Bar, Lane, Mark, TimelineShapes } from "./shapes.ts";
import { axisTicks, durationWords, fraction, percent, positionWords, wholeAxis } from "./time_scale.ts";

/** Pixels, from top to bottom. */
const AXIS_HEIGHT = 24;
const LANE_HEIGHT = 46;
const NAME_BASELINE = 14;
const BAR_TOP = 20;
const BAR_HEIGHT = 18;

/** Above the end of a stretch: a solid wedge drives the task out, an open ring lets it go. */
export const TURN_PATHS = {
  preempted: "M-4 0H4L0 7Z",
  yielded: "M-3 3.5a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z",
} as const;

/** Widths in pixels against which labels are measured: a phone's column and the text column. */
const PHONE_WIDTH = 320;
const COLUMN_WIDTH = 620;
const CHARACTER_WIDTH = 7;

/** More elements than this make a page slow; the rest comes into view by zooming in. */
const DRAWN_BARS = 2_000;

interface TimelineSvgProps {
  readonly shapes: TimelineShapes;
  /** The stretch to show; the whole run when absent. */
  readonly window?: AxisWindow;
  /** Where the playhead stands, on the axis. */
  readonly playhead?: number;
  readonly onBar?: (bar: Bar) => void;
}

/** A class that says at which widths a label of so many characters fits into a fraction of the drawing; `null`: at none. */
function labelFit(label: string, room: number): "bar-label" | "bar-label wide-only" | null {
  const needed = label.length * CHARACTER_WIDTH + 8;
  if (label === "" || needed > room * COLUMN_WIDTH) return null;
  return needed > room * PHONE_WIDTH ? "bar-label wide-only" : "bar-label";
}

function barWords(bar: Bar, shapes: TimelineShapes): string {
  const length = shapes.axis.unit === "order" ? "" : `, ${durationWords(bar.to - bar.from)}`;
  const state = bar.state === "outside" ? "" : `${bar.state} `;
  return `${state}${bar.state === "waiting" ? `for ${bar.label}` : bar.label}${length}`.trim();
}

interface BarShapeProps {
  readonly bar: Bar;
  readonly shapes: TimelineShapes;
  readonly window: AxisWindow;
  readonly onBar: ((bar: Bar) => void) | undefined;
}

function BarShape({ bar, shapes, window, onBar }: BarShapeProps): JSX.Element {
  const from = fraction(window, bar.from);
  const width = fraction(window, bar.to) - from;
  const line = bar.state === "waiting";
  const fit = labelFit(bar.label, width);
  return (
    <g class={`bar state-${bar.state}${onBar ? " linked" : ""}`} onClick={onBar && (() => onBar(bar))}>
      <title>{barWords(bar, shapes)}</title>
      <rect class="bar-reach" x={percent(from)} width={percent(width)} y={BAR_TOP} height={BAR_HEIGHT} />
      <rect
        class="bar-body"
        x={percent(from)}
        width={percent(width)}
        y={line ? BAR_TOP + BAR_HEIGHT - 4 : BAR_TOP}
        height={line ? 4 : BAR_HEIGHT}
      />
      {fit && (
        <text class={fit} x={percent(from)} dx="4" y={BAR_TOP + BAR_HEIGHT - (line ? 7 : 5)}>
          {bar.label}
        </text>
      )}
    </g>
  );
}

interface MarkShapeProps {
  readonly mark: Mark;
  /** Fractions of the width: where the mark stands, and what is free to its right. */
  readonly at: number;
  readonly room: number;
  /** The lane's name, which labels must not run into. */
  readonly laneName: string;
}

function MarkShape({ mark, at, room, laneName }: MarkShapeProps): JSX.Element {
  const middle = BAR_TOP + BAR_HEIGHT / 2;
  // The last marks of a lane have no room to their right: their words stand above the bar, in the line of the lane's name.
  const leftward = at > 0.85;
  const fit = labelFit(mark.label, leftward ? at - laneName.length * CHARACTER_WIDTH / COLUMN_WIDTH : room);
  return (
    <g class={`mark mark-${mark.kind}${mark.kind === "note" ? "" : ` state-${mark.kind}`}`}>
      <title>{mark.label === "" ? mark.kind : `${mark.kind === "note" ? "" : `${mark.kind}: `}${mark.label}`}</title>
      {mark.kind === "finished" && <circle cx={percent(at)} cy={middle} r="4.5" />}
      {(mark.kind === "yielded" || mark.kind === "preempted") && (
        <svg x={percent(at)} y={BAR_TOP - 8} overflow="visible">
          <path d={TURN_PATHS[mark.kind]} />
        </svg>
      )}
      {mark.kind === "failed" && (
        <text class="mark-cross" x={percent(at)} y={middle + 5} text-anchor={leftward ? "end" : "middle"}>✕</text>
      )}
      {mark.kind === "note" && <line x1={percent(at)} x2={percent(at)} y1={BAR_TOP} y2={BAR_TOP + BAR_HEIGHT} />}
      {fit && (
        <text
          class={fit}
          x={percent(at)}
          dx={leftward ? 0 : 5}
          y={leftward ? NAME_BASELINE : BAR_TOP + BAR_HEIGHT - 5}
          text-anchor={leftward ? "end" : "start"}
        >
          {mark.label}
        </text>
      )}
    </g>
  );
}

/** The fraction of the width between a mark and the next one on its lane, or the right edge. */
function roomAfter(marks: readonly Mark[], index: number, window: AxisWindow): number {
  const next = marks[index + 1];
  return (next === undefined ? 1 : fraction(window, next.at)) - fraction(window, marks[index]!.at);
}

interface LaneRowProps {
  readonly lane: Lane;
  readonly top: number;
  readonly shapes: TimelineShapes;
  readonly window: AxisWindow;
  readonly onBar: ((bar: Bar) => void) | undefined;
}

function LaneRow({ lane, top, shapes, window, onBar }: LaneRowProps): JSX.Element {
  const bars = lane.bars.filter((bar) => bar.to > window.from && bar.from < window.to).slice(0, DRAWN_BARS);
  const marks = lane.marks.filter((mark) => mark.at >= window.from && mark.at <= window.to).slice(0, DRAWN_BARS);
  return (
    <svg class="lane" y={top} width="100%" height={LANE_HEIGHT} overflow="visible">
      <line class="lane-floor" x1="0" x2="100%" y1={BAR_TOP + BAR_HEIGHT + 2} y2={BAR_TOP + BAR_HEIGHT + 2} />
      <text class="lane-name" x="0" y={NAME_BASELINE}>{lane.name}</text>
      {bars.map((bar) => <BarShape key={bar.eventIndex} bar={bar} shapes={shapes} window={window} onBar={onBar} />)}
      {marks.map((mark, index) => (
        <MarkShape
          key={mark.eventIndex}
          mark={mark}
          room={roomAfter(marks, index, window)}
          at={fraction(window, mark.at)}
          laneName={lane.name}
        />
      ))}
    </svg>
  );
}

function TimeAxis({ shapes, window, height }: { shapes: TimelineShapes; window: AxisWindow; height: number }) {
  const anchor = (at: number) => at < 0.04 ? "start" : at > 0.96 ? "end" : "middle";
  const all = axisTicks(window, { most: 4, end: shapes.axis.end });
  const values = shapes.axis.unit === "order" ? all.filter(Number.isInteger) : all;
  return (
    <g class="axis">
      {values.map((value) => {
        const at = fraction(window, value);
        return (
          <g key={value}>
            <line class="axis-line" x1={percent(at)} x2={percent(at)} y1="0" y2={height - AXIS_HEIGHT} />
            <text class="axis-label" x={percent(at)} y={height - 7} text-anchor={anchor(at)}>
              {positionWords(shapes.axis, value)}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** Pixels that the drawing takes. */
export function timelineHeight(shapes: TimelineShapes): number {
  return shapes.lanes.length * LANE_HEIGHT + AXIS_HEIGHT;
}

/** The drawing alone: what figures show, and what `Timeline` puts its controls around. */
export function TimelineSvg({ shapes, window = wholeAxis(shapes.axis), playhead, onBar }: TimelineSvgProps) {
  const height = timelineHeight(shapes);
  const shown = playhead !== undefined && playhead >= window.from && playhead <= window.to;
  const head = percent(fraction(window, playhead ?? 0));
  return (
    <svg class="timeline-svg" width="100%" height={height} role="img" aria-label="Timeline" overflow="visible">
      <TimeAxis shapes={shapes} window={window} height={height} />
      {shapes.lanes.map((lane, index) => (
        <LaneRow key={lane.key} lane={lane} top={index * LANE_HEIGHT} shapes={shapes} window={window} onBar={onBar} />
      ))}
      {shapes.truncated && window.to === shapes.axis.end && (
        <g class="cut">
          <line x1="100%" x2="100%" y1="0" y2={height - AXIS_HEIGHT} />
          <text x="100%" dx="-5" y={NAME_BASELINE} text-anchor="end">trace cut here</text>
        </g>
      )}
      {shown && <line class="playhead" x1={head} x2={head} y1="0" y2={height - AXIS_HEIGHT} />}
    </svg>
  );
}
