/** One round of an event loop: its stations in order, and what a program printed at each. */
import { renderToString } from "preact-render-to-string";

/** A place that the loop passes. */
export interface LoopStation {
  readonly name: string;
  readonly detail: string;
  /** Lines printed there, in order. */
  readonly printed: readonly string[];
}

const NAME_BASELINE = 16;
const DETAIL_BASELINE = 33;
const FIRST_LINE = 52;
const LINE_HEIGHT = 17;
const GAP = 12;

function heightOf(station: LoopStation): number {
  return FIRST_LINE - 12 + station.printed.length * LINE_HEIGHT;
}

/** The stations from top to bottom as an SVG string; a rail on the left joins them. */
export function loopRound(stations: readonly LoopStation[]): string {
  const tops = stations.map((_, index) =>
    stations.slice(0, index).reduce((sum, station) => sum + heightOf(station) + GAP, 0)
  );
  const height = stations.reduce((sum, station) => sum + heightOf(station) + GAP, 0);
  return renderToString(
    <svg class="loop-svg" width="100%" height={height} xmlns="http://www.w3.org/2000/svg">
      <line class="loop-rail" x1="6" x2="6" y1="11" y2={(tops.at(-1) ?? 0) + 11} />
      {stations.map((station, index) => (
        <g key={station.name} transform={`translate(0 ${tops[index]})`}>
          <circle class={station.printed.length > 0 ? "loop-dot printed" : "loop-dot"} cx="6" cy="11" r="5" />
          <text class="loop-name" x="22" y={NAME_BASELINE}>{station.name}</text>
          <text class="loop-detail" x="22" y={DETAIL_BASELINE}>{station.detail}</text>
          {station.printed.map((line, row) => (
            <text class="loop-printed" key={row} x="22" y={FIRST_LINE + row * LINE_HEIGHT}>{line}</text>
          ))}
        </g>
      ))}
    </svg>,
  );
}
