/** Lanes with bars over one axis of time: who has what, and when. A filled bar and a light one mean what the key says. */
import { renderToString } from "preact-render-to-string";
import { percent } from "../../../components/drawing/time_scale.ts";

/** A stretch of time. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly filled: boolean;
}

/** One row. */
export interface BarLane {
  readonly name: string;
  readonly bars: readonly Bar[];
}

/** Lanes that belong together, under a heading. */
export interface BarGroup {
  readonly heading: string;
  readonly lanes: readonly BarLane[];
}

/** The drawing. */
export interface Bars {
  readonly groups: readonly BarGroup[];
  readonly to: number;
  readonly ticks: readonly number[];
  readonly words: (at: number) => string;
  readonly key: { readonly filled: string; readonly light: string };
}

const HEAD = 26;
const LANE = 22;
const BAR = 14;
const GAP = 16;
const FOOT = 26;
const KEY = 30;
/** Fraction of the width before the axis, for the names of lanes. */
const LEFT = 0.2;

/** The lanes as an SVG string. */
export function bars({ groups, to, ticks, words, key }: Bars): string {
  const across = (at: number) => LEFT + (1 - LEFT) * at / to;
  const heights = groups.map(({ lanes }) => HEAD + lanes.length * LANE + GAP);
  const foot = heights.reduce((sum, height) => sum + height, 0) - GAP;
  return renderToString(
    <svg class="ladder-svg" width="100%" height={foot + FOOT + KEY} xmlns="http://www.w3.org/2000/svg">
      {groups.map(({ heading, lanes }, group) => (
        <g
          key={heading}
          transform={`translate(0 ${heights.slice(0, group).reduce((sum, height) => sum + height, 0)})`}
        >
          <text class="loop-name" x="0" y="13">{heading}</text>
          {ticks.map((at) => (
            <line
              key={at}
              class="axis-line"
              x1={percent(across(at))}
              x2={percent(across(at))}
              y1={HEAD - 4}
              y2={HEAD + lanes.length * LANE - 4}
            />
          ))}
          {lanes.map(({ name, bars }, lane) => (
            <g key={name} transform={`translate(0 ${HEAD + lane * LANE})`}>
              <text class="axis-label" x="0" y="12">{name}</text>
              {bars.map(({ from, to, filled }, index) => (
                <rect
                  key={index}
                  x={percent(across(from))}
                  width={`calc(${percent(across(to) - across(from))} - 1px)`}
                  height={BAR}
                  fill="currentColor"
                  fill-opacity={filled ? 0.85 : 0.14}
                  stroke="currentColor"
                  stroke-opacity={filled ? 0 : 0.55}
                >
                  <title>{`${name}, ${filled ? key.filled : key.light}: ${words(from)} to ${words(to)}`}</title>
                </rect>
              ))}
            </g>
          ))}
        </g>
      ))}
      {ticks.map((at) => (
        <text
          key={at}
          class="axis-label"
          x={percent(across(at))}
          y={foot + 14}
          text-anchor={at === 0 ? "start" : at === to ? "end" : "middle"}
        >
          {words(at)}
        </text>
      ))}
      {[key.filled, key.light].map((meaning, index) => (
        <svg key={meaning} x={index === 0 ? "0" : "50%"} y={foot + FOOT + 6} overflow="visible">
          <rect
            width="22"
            height={BAR}
            fill="currentColor"
            fill-opacity={index === 0 ? 0.85 : 0.14}
            stroke="currentColor"
            stroke-opacity={index === 0 ? 1 : 0.55}
          />
          <text x="30" y="12">{meaning}</text>
        </svg>
      ))}
    </svg>,
  );
}
