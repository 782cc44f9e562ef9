/** One lane of a timeline: its name, its bars and marks, or its steps. */
import type { JSX } from "preact";
import { GatheredShape } from "./gathered_shape.tsx";
import type { LaneMeasures } from "./lane_measures.ts";
import { laneView } from "./lane_view.ts";
import { QueueGraph, queueName } from "./queue_graph.tsx";
import type { AxisWindow, Bar, Lane, Mark, TimelineShapes } from "./shapes.ts";
import { durationWords, fraction, percent } from "./time_scale.ts";

/** Above the end of a stretch: a solid wedge drives the task out, an open ring lets it go. */
export const TURN_PATHS = {
  preempted: "M-4 0H4L0 7Z",
  yielded: "M-3 3.5a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z",
} as const;

/** Widths in pixels against which labels are measured: a phone's column and the text column. */
const PHONE_WIDTH = 320;
const COLUMN_WIDTH = 620;
const CHARACTER_WIDTH = 7;

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
  readonly measures: LaneMeasures;
  readonly onBar: ((bar: Bar) => void) | undefined;
}

function BarShape({ bar, shapes, window, measures, onBar }: BarShapeProps): JSX.Element {
  const { barTop, barHeight } = measures;
  const from = fraction(window, bar.from);
  const width = fraction(window, bar.to) - from;
  const line = bar.state === "waiting";
  const fit = labelFit(bar.label, width);
  return (
    <g class={`bar state-${bar.state}${onBar ? " linked" : ""}`} onClick={onBar && (() => onBar(bar))}>
      <title>{barWords(bar, shapes)}</title>
      {line && <rect class="bar-reach" x={percent(from)} width={percent(width)} y={barTop} height={barHeight} />}
      <rect
        class="bar-body"
        x={percent(from)}
        width={percent(width)}
        y={line ? barTop + barHeight - 4 : barTop}
        height={line ? 4 : barHeight}
      />
      {fit && (
        <text class={fit} x={percent(from)} dx="4" y={line ? barTop + barHeight - 6 : barTop + barHeight / 2 + 4}>
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
  /** Its words stand in its title alone: where there are bars, they would run into those of the bars. */
  readonly isSilent: boolean;
  readonly measures: LaneMeasures;
}

function MarkShape({ mark, at, room, laneName, isSilent, measures }: MarkShapeProps): JSX.Element {
  const { barTop, barHeight, nameBaseline } = measures;
  const middle = barTop + barHeight / 2;
  // The last marks of a lane have no room to their right: their words stand above the bar, in the line of the lane's name.
  const leftward = at > 0.85;
  const fit = isSilent
    ? null
    : labelFit(mark.label, leftward ? at - laneName.length * CHARACTER_WIDTH / COLUMN_WIDTH : room);
  return (
    <g class={`mark mark-${mark.kind}${mark.kind === "note" ? "" : ` state-${mark.kind}`}`}>
      <title>{mark.label === "" ? mark.kind : `${mark.kind === "note" ? "" : `${mark.kind}: `}${mark.label}`}</title>
      {mark.kind === "finished" && <circle cx={percent(at)} cy={middle} r="4.5" />}
      {(mark.kind === "yielded" || mark.kind === "preempted") && (
        <svg x={percent(at)} y={barTop - 8} overflow="visible">
          <path d={TURN_PATHS[mark.kind]} />
        </svg>
      )}
      {mark.kind === "failed" && (
        <text class="mark-cross" x={percent(at)} y={middle + 5} text-anchor={leftward ? "end" : "middle"}>✕</text>
      )}
      {mark.kind === "note" && <line x1={percent(at)} x2={percent(at)} y1={barTop} y2={barTop + barHeight} />}
      {fit && (
        <text
          class={fit}
          x={percent(at)}
          dx={leftward ? 0 : 5}
          y={leftward ? nameBaseline : barTop + barHeight / 2 + 4}
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
  readonly measures: LaneMeasures;
  readonly shapes: TimelineShapes;
  readonly window: AxisWindow;
  /** How many bars may be drawn one by one. */
  readonly mostBars: number;
  readonly onBar: ((bar: Bar) => void) | undefined;
}

/** The lane, `top` pixels from the drawing's top. */
export function LaneRow(props: LaneRowProps): JSX.Element {
  const { lane, top, measures, window, mostBars, onBar } = props;
  const { bars, gathered, marks } = laneView(lane, window, mostBars);
  const floor = measures.barTop + measures.barHeight + 2;
  return (
    <svg class="lane" y={top} width="100%" height={measures.height} overflow="visible">
      <line class="lane-floor" x1="0" x2="100%" y1={floor} y2={floor} />
      {lane.steps && <QueueGraph steps={lane.steps} window={window} measures={measures} />}
      {bars.map((bar) => <BarShape key={bar.eventIndex} bar={bar} {...props} />)}
      {gathered.map((stretch) => (
        <GatheredShape
          key={stretch.bars[0]!.eventIndex}
          stretch={stretch}
          window={window}
          measures={measures}
          onBar={onBar}
        />
      ))}
      {marks.map((mark, index) => (
        <MarkShape
          key={mark.eventIndex}
          mark={mark}
          room={roomAfter(marks, index, window)}
          at={fraction(window, mark.at)}
          laneName={lane.name}
          isSilent={mark.kind === "note" && lane.bars.length > 0}
          measures={measures}
        />
      ))}
      <text class="lane-name" x="0" y={measures.nameBaseline}>{lane.steps ? queueName(lane) : lane.name}</text>
    </svg>
  );
}
