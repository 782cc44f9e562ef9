import { renderToString } from "preact-render-to-string";
import { percent } from "../../../components/drawing/time_scale.ts";
import { type Ends, steps } from "../two_rings.ts";

const ROW = 92;
const LEFT = 22;
const SLOT = { top: 42, height: 22 } as const;
/** Where the queues are, as fractions of the width. */
const PLACES = { submission: { from: 0, width: 0.32 }, completion: { from: 0.38, width: 0.62 } } as const;

/** A queue: its slots, those between head and tail filled, and the two ends below them. */
function Queue({ name, ends, words }: {
  readonly name: keyof typeof PLACES;
  readonly ends: Ends;
  readonly words: readonly string[];
}) {
  const { head, tail, entries } = ends;
  const { from, width } = PLACES[name];
  const used = (slot: number) => ((slot - head) & (entries - 1)) < tail - head;
  const at = (slot: number) => percent(from + width * slot / entries);
  const middle = (count: number) => percent(from + width * ((count & (entries - 1)) + 0.47) / entries);
  const below = SLOT.top + SLOT.height;
  return (
    <>
      <text class="loop-detail" x={at(0)} y={SLOT.top - 6}>{`${name} ${head}…${tail}`}</text>
      {words.map((word, slot) => (
        <g key={slot}>
          <rect
            x={at(slot)}
            width={percent(width * 0.94 / entries)}
            y={SLOT.top}
            height={SLOT.height}
            fill="currentColor"
            fill-opacity={used(slot) ? 0.22 : 0}
            stroke="currentColor"
            stroke-opacity={used(slot) ? 1 : 0.4}
            stroke-width={used(slot) ? 1.5 : 1}
          />
          <text
            x={percent(from + width * (slot + 0.47) / entries)}
            y={SLOT.top + 15}
            text-anchor="middle"
            fill-opacity={used(slot) ? 1 : 0.45}
          >
            {word}
          </text>
        </g>
      ))}
      <svg x={middle(head)} y={below} overflow="visible">
        <path d="M-6 3L-1 11H-11Z" fill="currentColor" />
      </svg>
      <svg x={middle(tail)} y={below} overflow="visible">
        <path d="M6 3V11M1 11H11" fill="none" stroke="currentColor" stroke-width="2" />
      </svg>
    </>
  );
}

/** Each step of the run, and below it both queues as they were after it. */
export function draw(): string {
  const run = steps();
  return renderToString(
    <svg class="loop-svg" width="100%" height={run.length * ROW + 20} xmlns="http://www.w3.org/2000/svg">
      <line class="loop-rail" x1="6" x2="6" y1="11" y2={(run.length - 1) * ROW + 11} />
      {run.map(({ who, what, submission, completion, underWay, words }, index) => (
        <g key={index} transform={`translate(0 ${index * ROW})`}>
          <circle class={who === "program" ? "loop-dot printed" : "loop-dot"} cx="6" cy="11" r="5" />
          <text x={LEFT} y="16">
            {what}
            {underWay > 0 && <tspan class="loop-detail">{` (${underWay} under way)`}</tspan>}
          </text>
          <svg x={LEFT} width={`calc(100% - ${LEFT}px)`} height={ROW} overflow="visible">
            <Queue name="submission" ends={submission} words={words.submission} />
            <Queue name="completion" ends={completion} words={words.completion} />
          </svg>
        </g>
      ))}
      <g transform={`translate(${LEFT} ${run.length * ROW})`}>
        <path d="M6 2L11 10H1Z" fill="currentColor" />
        <text x="18" y="12">head</text>
        <path d="M76 2V10M71 10H81" fill="none" stroke="currentColor" stroke-width="2" />
        <text x="88" y="12">tail</text>
      </g>
    </svg>,
  );
}
