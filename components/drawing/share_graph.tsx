/**
 * Who gets how much of the time, against the slice's length: one line a task, slices on a logarithmic axis.
 *
 * Tasks differ by the shape of their points, and every point says its value; colour says nothing here.
 */
import { renderToString } from "preact-render-to-string";
import { durationWords, percent } from "./time_scale.ts";

/** What was measured: `shares[i]` of a task belongs to `slicesMs[i]`. */
export interface ShareSweep {
  readonly slicesMs: readonly number[];
  readonly tasks: readonly { readonly name: string; readonly shares: readonly number[] }[];
}

const TOP = 22;
const GRAPH_HEIGHT = 200;
const AXIS_HEIGHT = 40;
const KEY_ROW = 20;
/** Fractions of the width that stay free for the labels of the shares and for half a point. */
const LEFT = 0.13;
const RIGHT = 0.97;

/** Points of radius 5 around 0, told apart without colour. */
const POINTS = [
  "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z",
  "M-4.5 -4.5H4.5V4.5H-4.5Z",
  "M0 -5.5L5.5 4.5H-5.5Z",
  "M0 -6L6 0L0 6L-6 0Z",
  "M0 5.5L5.5 -4.5H-5.5Z",
  "M-5 -2H-2V-5H2V-2H5V2H2V5H-2V2H-5Z",
] as const;

function check({ slicesMs, tasks }: ShareSweep): void {
  if (slicesMs.length < 2) throw new RangeError(`shareGraph: ${slicesMs.length} slices; give at least two`);
  const slice = slicesMs.find((ms, index) => !(ms > (slicesMs[index - 1] ?? 0) && Number.isFinite(ms)));
  if (slice !== undefined) throw new RangeError(`shareGraph: a slice of ${slice} ms; give rising lengths above 0`);
  if (tasks.length === 0 || tasks.length > POINTS.length) {
    throw new RangeError(`shareGraph: ${tasks.length} tasks; give 1 to ${POINTS.length}, which points can tell apart`);
  }
  for (const { name, shares } of tasks) {
    if (shares.length === slicesMs.length && shares.every((share) => share >= 0 && share <= 1)) continue;
    throw new RangeError(`shareGraph: shares of ${name} are ${shares.join(", ")}; give one from 0 to 1 a slice`);
  }
}

/** The graph as an SVG string. Throws `RangeError` on a sweep that has no graph. */
export function shareGraph(sweep: ShareSweep): string {
  check(sweep);
  const { slicesMs, tasks } = sweep;
  const logs = slicesMs.map(Math.log10);
  const x = (index: number) => LEFT + (RIGHT - LEFT) * (logs[index]! - logs[0]!) / (logs.at(-1)! - logs[0]!);
  const y = (share: number) => TOP + GRAPH_HEIGHT * (1 - share);
  const labelled = slicesMs.map((_, index) => index).filter((index) =>
    index === 0 || index === slicesMs.length - 1 || Number.isInteger(logs[index])
  );
  return renderToString(
    <svg
      class="share-svg"
      width="100%"
      height={TOP + GRAPH_HEIGHT + AXIS_HEIGHT + tasks.length * KEY_ROW}
      xmlns="http://www.w3.org/2000/svg"
    >
      <text x="0" y="12">share of the time</text>
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <g key={share}>
          <line class="axis-line" x1={percent(LEFT)} x2={percent(RIGHT)} y1={y(share)} y2={y(share)} />
          <text class="axis-label" x={percent(LEFT)} dx="-9" y={y(share) + 4} text-anchor="end">{share * 100} %</text>
        </g>
      ))}
      {labelled.map((index) => (
        <text
          class="axis-label"
          key={index}
          x={percent(x(index))}
          dx={index === slicesMs.length - 1 ? 9 : 0}
          y={y(0) + 19}
          text-anchor={index === slicesMs.length - 1 ? "end" : "middle"}
        >
          {durationWords(slicesMs[index]! * 1e6)}
        </text>
      ))}
      <text x={percent(RIGHT)} y={y(0) + 35} text-anchor="end">length of a slice, each decade ten times longer</text>
      {tasks.map(({ name, shares }, task) => (
        <g class="share-task" key={name}>
          {shares.slice(1).map((share, index) => (
            <line
              key={index}
              x1={percent(x(index))}
              y1={y(shares[index]!)}
              x2={percent(x(index + 1))}
              y2={y(share)}
            />
          ))}
          {shares.map((share, index) => (
            <svg key={index} x={percent(x(index))} y={y(share)} overflow="visible">
              <title>{`${name}: ${Math.round(share * 100)} % at ${durationWords(slicesMs[index]! * 1e6)}`}</title>
              <path d={POINTS[task]!} />
            </svg>
          ))}
          <g transform={`translate(8 ${y(0) + AXIS_HEIGHT + task * KEY_ROW + 10})`}>
            <path d={POINTS[task]!} />
            <text x="14" y="4">{name}</text>
          </g>
        </g>
      ))}
    </svg>,
  );
}
