/** Quantities on a logarithmic ladder: each line to the right is so many times larger than the one before. */
import { percent } from "./time_scale.ts";

/** One quantity. */
export interface Rung {
  readonly name: string;
  /** Above 0, in the ladder's unit. */
  readonly value: number;
  /** Where a quoted figure comes from; `null` for one that was measured while the page was made. */
  readonly source: string | null;
}

/** How a ladder is divided and labelled. */
export interface LadderScale {
  /** From one line to the next. */
  readonly step: number;
  /** Every so many lines one gets its value, counted from the line at 1. */
  readonly labelEvery: number;
  /** A value in words. */
  readonly words: (value: number) => string;
}

const RUNG_HEIGHT = 36;
const AXIS_HEIGHT = 24;
const KEY_HEIGHT = 26;
const NAME_BASELINE = 13;
const DOT_MIDDLE = 24;

interface RungRowProps {
  readonly rung: Rung;
  readonly words: string;
  readonly top: number;
  readonly at: number;
}

function RungRow({ rung, words, top, at }: RungRowProps) {
  const kind = rung.source === null ? "measured" : "quoted";
  return (
    <g class={`rung rung-${kind}`} transform={`translate(0 ${top})`}>
      <title>{`${rung.name}: ${words} (${rung.source ?? "measured on this machine"})`}</title>
      <text class="rung-name" x="0" y={NAME_BASELINE}>{rung.name}</text>
      <text class="rung-time" x="100%" y={NAME_BASELINE} text-anchor="end">{words}</text>
      <line class="rung-rail" x1="0" x2={percent(at)} y1={DOT_MIDDLE} y2={DOT_MIDDLE} />
      <circle class="rung-dot" cx={percent(at)} cy={DOT_MIDDLE} r="5" />
    </g>
  );
}

function LadderKey({ top }: { readonly top: number }) {
  return (
    <g class="ladder-key" transform={`translate(0 ${top})`}>
      <g class="rung-measured">
        <circle class="rung-dot" cx="7" cy="12" r="5" />
      </g>
      <text x="18" y="16">measured here</text>
      <g class="rung-quoted">
        <circle class="rung-dot" cx="127" cy="12" r="5" />
      </g>
      <text x="138" y="16">quoted</text>
    </g>
  );
}

/** What a ladder is drawn from. */
export interface LadderProps {
  readonly rungs: readonly Rung[];
  readonly scale: LadderScale;
}

/** The ladder, smallest rung first. The values must have logarithms. */
export function Ladder({ rungs, scale: { step, labelEvery, words } }: LadderProps) {
  const steps = (value: number) => Math.log(value) / Math.log(step);
  const sorted = rungs.toSorted((a, b) => a.value - b.value);
  // Rounded first: the logarithm of a power may miss its integer by a hair.
  const exact = sorted.map(({ value }) => Number(steps(value).toFixed(9)));
  const from = Math.floor(exact[0]!);
  const to = Math.ceil(exact.at(-1)!);
  const at = (position: number) => (position - from) / Math.max(1, to - from);
  const foot = sorted.length * RUNG_HEIGHT;
  const lines = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return (
    <svg class="ladder-svg" width="100%" height={foot + AXIS_HEIGHT + KEY_HEIGHT} xmlns="http://www.w3.org/2000/svg">
      {lines.map((line) => (
        <line class="axis-line" key={line} x1={percent(at(line))} x2={percent(at(line))} y1="0" y2={foot} />
      ))}
      {lines.filter((line) =>
        line % labelEvery === 0
      ).map((line) => (
        <text
          class="axis-label"
          key={line}
          x={percent(at(line))}
          y={foot + 16}
          text-anchor={line === from ? "start" : line === to ? "end" : "middle"}
        >
          {words(step ** line)}
        </text>
      ))}
      {sorted.map((rung, index) => (
        <RungRow
          key={rung.name}
          rung={rung}
          words={words(rung.value)}
          top={index * RUNG_HEIGHT}
          at={at(exact[index]!)}
        />
      ))}
      <LadderKey top={foot + AXIS_HEIGHT} />
    </svg>
  );
}
