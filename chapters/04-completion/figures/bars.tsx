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
  /** Filled and light bars are the times in which a task runs and waits, and look as in a timeline. */
  readonly areStates?: boolean;
}

const HEAD = 26;
const LANE = 22;
const BAR = 14;
const GAP = 16;
const FOOT = 26;
const KEY = 30;
/** Waiting is a line, as in a timeline. */
const LINE = 4;
/** Fraction of the width before the axis, for the names of lanes. */
const LEFT = 0.2;

interface BodyProps {
  readonly x: string;
  readonly width: string;
  readonly filled: boolean;
  readonly isState: boolean;
  readonly title: string;
}

function Body({ x, width, filled, isState, title }: BodyProps) {
  const isLine = isState && !filled;
  return (
    <rect
      class={isState ? (filled ? "state-running" : "state-waiting") : undefined}
      x={x}
      width={width}
      y={isLine ? BAR - LINE : 0}
      height={isLine ? LINE : BAR}
      fill="currentColor"
      fill-opacity={isLine ? 1 : filled ? 0.85 : 0.14}
      stroke="currentColor"
      stroke-opacity={filled || isLine ? 0 : 0.55}
    >
      <title>{title}</title>
    </rect>
  );
}

/** The lanes as an SVG string. */
export function bars({ groups, to, ticks, words, key, areStates = false }: Bars): string {
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
                <Body
                  key={index}
                  x={percent(across(from))}
                  width={`calc(${percent(across(to) - across(from))} - 1px)`}
                  filled={filled}
                  isState={areStates}
                  title={`${name}, ${filled ? key.filled : key.light}: ${words(from)} to ${words(to)}`}
                />
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
          <Body x="0" width="22" filled={index === 0} isState={areStates} title={meaning} />
          <text x="30" y="12">{meaning}</text>
        </svg>
      ))}
    </svg>,
  );
}
