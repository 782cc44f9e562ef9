/** Lines on two logarithmic axes: what something costs against how many there are. Lines differ by the shape of their points. */
import { renderToString } from "preact-render-to-string";
import { percent } from "../../../components/drawing/time_scale.ts";

/** One line. */
export interface LogLine {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** A graph. */
export interface LogGraph {
  /** What goes up, in words. */
  readonly up: string;
  /** What goes to the right, in words. */
  readonly right: string;
  readonly lines: readonly LogLine[];
  /** A value of the vertical axis, short. */
  readonly label: (value: number) => string;
}

const TOP = 24;
const DECADE = 46;
const FOOT = 42;
const KEY_ROW = 20;
/** Fractions of the width that stay free for the labels of the values and for half a point. */
const LEFT = 0.16;
const RIGHT = 0.97;

const POINTS = ["M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z", "M-4.5 -4.5H4.5V4.5H-4.5Z", "M0 -5.5L5.5 4.5H-5.5Z"] as const;

function decades(values: readonly number[]): readonly number[] {
  const from = Math.floor(Math.log10(Math.min(...values)));
  const to = Math.ceil(Math.log10(Math.max(...values)));
  return Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
}

/** The graph as an SVG string. */
export function logGraph({ up, right, lines, label }: LogGraph): string {
  const points = lines.flatMap((line) => line.points);
  const [columns, rows] = [decades(points.map(({ x }) => x)), decades(points.map(({ y }) => y))];
  const x = (value: number) => LEFT + (RIGHT - LEFT) * Math.log10(value / columns[0]!) / (columns.length - 1);
  const y = (value: number) => TOP + DECADE * Math.log10(rows.at(-1)! / value);
  const foot = y(rows[0]!);
  return renderToString(
    <svg
      class="share-svg"
      width="100%"
      height={foot + FOOT + lines.length * KEY_ROW}
      xmlns="http://www.w3.org/2000/svg"
    >
      <text x="0" y="12">{up}</text>
      {rows.map((value) => (
        <g key={value}>
          <line class="axis-line" x1={percent(LEFT)} x2={percent(RIGHT)} y1={y(value)} y2={y(value)} />
          <text class="axis-label" x={percent(LEFT)} dx="-9" y={y(value) + 4} text-anchor="end">{label(value)}</text>
        </g>
      ))}
      {columns.map((value) => (
        <text class="axis-label" key={value} x={percent(x(value))} y={foot + 19} text-anchor="middle">
          {value.toLocaleString("en")}
        </text>
      ))}
      <text x={percent(RIGHT)} y={foot + 36} text-anchor="end">{right}</text>
      {lines.map((line, index) => (
        <g class="share-task" key={line.name}>
          {line.points.slice(1).map((point, before) => (
            <line
              key={point.x}
              x1={percent(x(line.points[before]!.x))}
              y1={y(line.points[before]!.y)}
              x2={percent(x(point.x))}
              y2={y(point.y)}
            />
          ))}
          {line.points.map((point) => (
            <svg key={point.x} x={percent(x(point.x))} y={y(point.y)} overflow="visible">
              <title>{`${line.name}, ${point.x.toLocaleString("en")}: ${label(point.y)}`}</title>
              <path d={POINTS[index]!} />
            </svg>
          ))}
          <g transform={`translate(8 ${foot + FOOT + index * KEY_ROW + 10})`}>
            <path d={POINTS[index]!} />
            <text x="14" y="4">{line.name}</text>
          </g>
        </g>
      ))}
    </svg>,
  );
}
