import { renderToString } from "preact-render-to-string";
import { steps } from "../ready_list.ts";

const ROW = 62;
const BOX = { width: 64, height: 22, gap: 22, top: 26 } as const;
/** Where the ready list begins. */
const LIST = 22;

/** Each step of the run, and below it the ready list as the kernel had it then. */
export function draw(): string {
  const run = steps();
  return renderToString(
    <svg class="loop-svg" width="100%" height={run.length * ROW} xmlns="http://www.w3.org/2000/svg">
      <line class="loop-rail" x1="6" x2="6" y1="11" y2={(run.length - 1) * ROW + 11} />
      {run.map(({ who, what, ready, asked }, index) => (
        <g key={index} transform={`translate(0 ${index * ROW})`}>
          <circle class={who === "program" ? "loop-dot printed" : "loop-dot"} cx="6" cy="11" r="5" />
          <text x="22" y="16">
            {what}
            {asked > 0 && <tspan class="loop-detail">{` (asks ${asked})`}</tspan>}
          </text>
          {ready.length === 0 && <text class="loop-detail" x={LIST} y={BOX.top + 16}>ready list: empty</text>}
          {ready.map((name, place) => (
            <g key={name} transform={`translate(${LIST + place * (BOX.width + BOX.gap)} ${BOX.top})`}>
              {place > 0 && <path d={`M${-BOX.gap + 3} 11H-5M-9 7L-5 11L-9 15`} fill="none" stroke="currentColor" />}
              <rect width={BOX.width} height={BOX.height} rx="3" fill="none" stroke="currentColor" stroke-width="1.5" />
              <text x={BOX.width / 2} y="15" text-anchor="middle">{name}</text>
            </g>
          ))}
        </g>
      ))}
    </svg>,
  );
}
