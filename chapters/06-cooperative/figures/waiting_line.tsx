import { renderToString } from "preact-render-to-string";
import { percent } from "../../../components/drawing/time_scale.ts";
import { meanMs } from "../waiting_line.ts";

const PLOT = { top: 40, height: 240 };
const FOOT = 44;
const KEY = 26;
const MOST = 20;
const LOADS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const;
const LINES = [1, 5, 10, 15, 20] as const;

/** From the top of the plot. */
function y(times: number): number {
  return PLOT.top + PLOT.height * (1 - times / MOST);
}

/** 1/(1-load) from an idle thread up to the top of the plot, in percent of the plot's width and height. */
function curve(): string {
  const loads = Array.from({ length: 96 }, (_, index) => index / 100);
  return loads.map((load) => `${load * 100},${100 * (1 - 1 / (1 - load) / MOST)}`).join(" ");
}

/** The formula as a line, and what 400,000 simulated requests took at nine loads as dots. */
export function draw(): string {
  const foot = PLOT.top + PLOT.height;
  return renderToString(
    <svg class="ladder-svg" width="100%" height={foot + FOOT + KEY} xmlns="http://www.w3.org/2000/svg">
      <text x="0" y="13">mean time from in to out, in service times</text>
      {LINES.map((times) => (
        <g key={times}>
          <line class="axis-line" x1="0" x2="100%" y1={y(times)} y2={y(times)} />
          <text class="axis-label" x="0" y={y(times) - 4}>{times}</text>
        </g>
      ))}
      {[0.25, 0.5, 0.75, 1].map((load) => (
        <text
          class="axis-label"
          key={load}
          x={percent(load)}
          y={foot + 18}
          text-anchor={load === 1 ? "end" : "middle"}
        >
          {`${load * 100} %`}
        </text>
      ))}
      <text class="axis-label" x="50%" y={foot + 37} text-anchor="middle">
        share of the time that the thread is busy
      </text>
      <svg x="0" y={PLOT.top} width="100%" height={PLOT.height} viewBox="0 0 100 100" preserveAspectRatio="none">
        <polyline
          points={curve()}
          fill="none"
          stroke="currentColor"
          stroke-width="1.5"
          vector-effect="non-scaling-stroke"
        />
      </svg>
      <g class="rung-measured">
        {LOADS.map((load) => (
          <circle class="rung-dot" key={load} cx={percent(load)} cy={y(meanMs(load))} r="4">
            <title>{`busy ${Math.round(load * 100)} %: ${meanMs(load).toFixed(2)} service times`}</title>
          </circle>
        ))}
        <circle class="rung-dot" cx="7" cy={foot + FOOT + 14} r="4" />
      </g>
      <text x="18" y={foot + FOOT + 18}>simulated</text>
      <line
        x1="110"
        x2="134"
        y1={foot + FOOT + 14}
        y2={foot + FOOT + 14}
        stroke="currentColor"
        stroke-width="1.5"
      />
      <text x="142" y={foot + FOOT + 18}>1/(1−ρ)</text>
    </svg>,
  );
}
