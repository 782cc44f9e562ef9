import { renderToString } from "preact-render-to-string";
import { percent } from "../../../components/drawing/time_scale.ts";
import { EPOLLET } from "../../../labs/_runtime/kernel/mod.ts";
import { END_MS, follow } from "../left_in_the_socket.ts";

const TOP = 24;
/** Where the graph ends, and the events under it begin. */
const FLOOR = TOP + 120;
const STRIP = 30;
const PANEL = FLOOR + STRIP + 26;
const MOST_BYTES = 19_000;
const LEFT = 0.13;

/** From the left, as a fraction of the width. */
function x(ms: number): number {
  return LEFT + (1 - LEFT) * ms / END_MS;
}

/** From the top of the panel. */
function y(bytes: number): number {
  return FLOOR - (FLOOR - TOP) * bytes / MOST_BYTES;
}

function Panel(
  { name, manner, top }: { readonly name: string; readonly manner: 0 | typeof EPOLLET; readonly top: number },
) {
  const { fills, reports } = follow(manner);
  return (
    <g transform={`translate(0 ${top})`}>
      <text class="loop-name" x="0" y="13">{name}</text>
      {[0, 8_000, 16_000].map((bytes) => (
        <g key={bytes}>
          <line
            class="axis-line"
            x1={percent(LEFT)}
            x2="100%"
            y1={y(bytes)}
            y2={y(bytes)}
            stroke="currentColor"
            stroke-opacity="0.18"
          />
          <text class="axis-label" x={percent(LEFT)} dx="-7" y={y(bytes) + 4} text-anchor="end">
            {bytes === 0 ? "0" : `${bytes / 1_000} kB`}
          </text>
        </g>
      ))}
      {fills.map(({ atMs, bytes }, index) => {
        const next = fills[index + 1];
        if (next === undefined) return null;
        return (
          <g key={index} stroke="currentColor" stroke-width="1.5">
            <line x1={percent(x(atMs))} x2={percent(x(next.atMs))} y1={y(bytes)} y2={y(bytes)} />
            <line x1={percent(x(next.atMs))} x2={percent(x(next.atMs))} y1={y(bytes)} y2={y(next.bytes)} />
          </g>
        );
      })}
      {reports.map((ms) => (
        <svg key={ms} x={percent(x(ms))} y={FLOOR + 16} overflow="visible">
          <title>{`an event at ${ms} ms`}</title>
          <path d="M0 -6L5 5H-5Z" fill="currentColor" />
        </svg>
      ))}
      <text class="axis-label" x={percent(LEFT)} dx="-7" y={FLOOR + 21} text-anchor="end">events</text>
      {[0, 50, 100].map((ms) => (
        <text
          class="axis-label"
          key={ms}
          x={percent(x(ms))}
          y={FLOOR + STRIP + 10}
          text-anchor={ms === 0 ? "start" : "middle"}
        >
          {ms === 0 ? "0" : `${ms} ms`}
        </text>
      ))}
    </g>
  );
}

/** Bytes in the socket over time, and when epoll_wait reported: the same messages, level-triggered above and edge-triggered below. */
export function draw(): string {
  return renderToString(
    <svg class="ladder-svg" width="100%" height={2 * PANEL} xmlns="http://www.w3.org/2000/svg">
      <Panel name="level-triggered: bytes in the socket" manner={0} top={0} />
      <Panel name="edge-triggered: bytes in the socket" manner={EPOLLET} top={PANEL} />
    </svg>,
  );
}
