/** Durations on a logarithmic ladder: each step to the right is ten times longer. */
import { renderToString } from "preact-render-to-string";
import { durationWords, percent } from "./time_scale.ts";

/** One duration. */
export interface LadderRung {
  readonly name: string;
  readonly ns: number;
  /** Where a quoted figure comes from; `null` for one that was measured while the page was made. */
  readonly source: string | null;
}

const RUNG_HEIGHT = 36;
const AXIS_HEIGHT = 24;
const KEY_HEIGHT = 26;
const NAME_BASELINE = 13;
const DOT_MIDDLE = 24;

/** Powers of ten that get a line; every third gets its name. */
function decades(rungs: readonly LadderRung[]): { from: number; to: number } {
  const logs = rungs.map((rung) => Math.log10(rung.ns));
  return { from: Math.floor(Math.min(...logs)), to: Math.ceil(Math.max(...logs)) };
}

interface RungRowProps {
  readonly rung: LadderRung;
  readonly top: number;
  readonly at: number;
}

function RungRow({ rung, top, at }: RungRowProps) {
  const kind = rung.source === null ? "measured" : "quoted";
  return (
    <g class={`rung rung-${kind}`} transform={`translate(0 ${top})`}>
      <title>{`${rung.name}: ${durationWords(rung.ns)} (${rung.source ?? "measured on this machine"})`}</title>
      <text class="rung-name" x="0" y={NAME_BASELINE}>{rung.name}</text>
      <text class="rung-time" x="100%" y={NAME_BASELINE} text-anchor="end">{durationWords(rung.ns)}</text>
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

/** The ladder as an SVG string, shortest rung first. Throws `RangeError` on a duration that has no logarithm. */
export function latencyLadder(rungs: readonly LadderRung[]): string {
  const wrong = rungs.find((rung) => !(rung.ns > 0 && Number.isFinite(rung.ns)));
  if (wrong !== undefined) {
    throw new RangeError(`latencyLadder: ${wrong.name} takes ${wrong.ns} ns; give a time above 0`);
  }
  const sorted = rungs.toSorted((a, b) => a.ns - b.ns);
  const { from, to } = decades(rungs);
  const at = (ns: number) => (Math.log10(ns) - from) / Math.max(1, to - from);
  const foot = sorted.length * RUNG_HEIGHT;
  const lines = Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
  return renderToString(
    <svg class="ladder-svg" width="100%" height={foot + AXIS_HEIGHT + KEY_HEIGHT} xmlns="http://www.w3.org/2000/svg">
      {lines.map((ns) => (
        <line
          class="axis-line"
          key={ns}
          x1={percent(at(ns))}
          x2={percent(at(ns))}
          y1="0"
          y2={foot}
        />
      ))}
      {lines.filter((ns) => Math.round(Math.log10(ns)) % 3 === 0).map((ns) => (
        <text
          class="axis-label"
          key={ns}
          x={percent(at(ns))}
          y={foot + 16}
          text-anchor={at(ns) === 0 ? "start" : "middle"}
        >
          {durationWords(ns)}
        </text>
      ))}
      {sorted.map((rung, index) => <RungRow key={rung.name} rung={rung} top={index * RUNG_HEIGHT} at={at(rung.ns)} />)}
      <LadderKey top={foot + AXIS_HEIGHT} />
    </svg>,
  );
}
