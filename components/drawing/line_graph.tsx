/**
 * Lines over two axes, each linear or logarithmic.
 *
 * Lines differ by the pattern of their dashes and, where points are few, by the shape of these; every point says its value.
 */
import { renderToString } from "preact-render-to-string";
import { percent } from "./time_scale.ts";

/** An axis. */
export interface GraphAxis {
  readonly from: number;
  readonly to: number;
  readonly scale: "linear" | "logarithmic";
  /** Values that get a label, and on the y-axis a line across. */
  readonly ticks: readonly number[];
  /** A value in words. */
  readonly words: (value: number) => string;
  readonly title: string;
}

/** One line. */
export interface GraphLine {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** A graph. */
export interface LineGraph {
  readonly x: GraphAxis;
  readonly y: GraphAxis;
  readonly lines: readonly GraphLine[];
}

const TOP = 34;
const HEIGHT = 220;
const AXIS_HEIGHT = 46;
const KEY_ROW = 20;
/** The fraction of the width at which the x-axis begins: before it, the y-axis has its labels. */
const LEFT = 0.15;
/** More points than this on a line are not drawn one by one. */
const MARKED = 16;

/** Points of radius 5 around 0, and dashes. */
const LOOKS = [
  { point: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z", dashes: undefined },
  { point: "M-4.5 -4.5H4.5V4.5H-4.5Z", dashes: "7 4" },
  { point: "M0 -5.5L5.5 4.5H-5.5Z", dashes: "2 3" },
  { point: "M0 -6L6 0L0 6L-6 0Z", dashes: "10 3 2 3" },
] as const;

function place({ from, to, scale }: GraphAxis, value: number): number {
  return scale === "linear" ? (value - from) / (to - from) : Math.log(value / from) / Math.log(to / from);
}

function check({ x, y, lines }: LineGraph): void {
  if (lines.length === 0 || lines.length > LOOKS.length) {
    throw new RangeError(`lineGraph: ${lines.length} lines; give 1 to ${LOOKS.length}, which dashes can tell apart`);
  }
  for (const { name, points } of lines) {
    const wrong = points.find((point) =>
      [x, y].some((axis, index) => !(Math.abs(place(axis, point[index]!) - 0.5) < 0.51))
    );
    if (wrong !== undefined) {
      throw new RangeError(`lineGraph: ${name} has a point at ${wrong.join(", ")}; let the axes reach it`);
    }
  }
}

/** The graph as an SVG string. Throws `RangeError` on points beyond the axes and on more lines than can be told apart. */
export function lineGraph(graph: LineGraph): string {
  check(graph);
  const { x, y, lines } = graph;
  const foot = TOP + HEIGHT;
  const down = (value: number) => 1 - place(y, value);
  const across = (value: number) => LEFT + (1 - LEFT) * place(x, value);
  return renderToString(
    <svg
      class="ladder-svg"
      width="100%"
      height={foot + AXIS_HEIGHT + lines.length * KEY_ROW}
      xmlns="http://www.w3.org/2000/svg"
    >
      <text x="0" y="13">{y.title}</text>
      {y.ticks.map((value) => (
        <g key={value}>
          <line class="axis-line" x1="0" x2="100%" y1={TOP + HEIGHT * down(value)} y2={TOP + HEIGHT * down(value)} />
          <text class="axis-label" x="0" y={TOP + HEIGHT * down(value) - 4}>{y.words(value)}</text>
        </g>
      ))}
      {x.ticks.map((value) => (
        <text
          class="axis-label"
          key={value}
          x={percent(across(value))}
          y={foot + 18}
          text-anchor={value === x.to ? "end" : "middle"}
        >
          {x.words(value)}
        </text>
      ))}
      <text class="axis-label" x="100%" y={foot + 37} text-anchor="end">{x.title}</text>
      <svg x="0" y={TOP} width="100%" height={HEIGHT} viewBox="0 0 1 1" preserveAspectRatio="none" overflow="visible">
        {lines.map(({ name, points }, index) => (
          <polyline
            key={name}
            points={points.map(([at, value]) => `${across(at).toFixed(4)},${down(value).toFixed(4)}`).join(" ")}
            fill="none"
            stroke="currentColor"
            stroke-width="1.5"
            stroke-dasharray={LOOKS[index]!.dashes}
            vector-effect="non-scaling-stroke"
          />
        ))}
      </svg>
      {lines.filter(({ points }) => points.length <= MARKED).map(({ name, points }) =>
        points.map(([at, value]) => (
          <svg key={at} x={percent(across(at))} y={TOP + HEIGHT * down(value)} overflow="visible">
            <title>{`${name}: ${y.words(value)} at ${x.words(at)}`}</title>
            <path
              d={LOOKS[
                lines.findIndex((line) =>
                  line.name === name
                )
              ]!.point}
              fill="currentColor"
            />
          </svg>
        ))
      )}
      {lines.map(({ name, points }, index) => (
        <g key={name} transform={`translate(0 ${foot + AXIS_HEIGHT + index * KEY_ROW + 10})`}>
          <line
            x1="0"
            x2="34"
            y1="0"
            y2="0"
            stroke="currentColor"
            stroke-width="1.5"
            stroke-dasharray={LOOKS[index]!.dashes}
          />
          {points.length <= MARKED && <path d={LOOKS[index]!.point} transform="translate(17 0)" fill="currentColor" />}
          <text x="42" y="4">{name}</text>
        </g>
      ))}
    </svg>,
  );
}
