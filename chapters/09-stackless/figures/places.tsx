import { renderToString } from "preact-render-to-string";
import { percent } from "../../../components/drawing/time_scale.ts";
import { IN_BLOCKS, IN_SCOPE, layOut, type Local, sizeOf } from "../places.ts";

const HEAD = 24;
const ROW = 26;
const BAR = 18;
const GAP = 22;
const AWAITS = ["1st", "2nd", "3rd"] as const;
const PANEL = HEAD + AWAITS.length * ROW + GAP;
/** The fraction of the width that the awaits' names take. */
const LEFT = 0.13;
const MOST = sizeOf(layOut(IN_SCOPE));

interface PanelProps {
  readonly title: string;
  readonly locals: readonly Local[];
  readonly top: number;
}

function Panel({ title, locals, top }: PanelProps) {
  const placed = layOut(locals);
  const size = sizeOf(placed);
  const width = (bytes: number) => percent((1 - LEFT) * bytes / MOST);
  return (
    <g transform={`translate(0 ${top})`}>
      <text x="0" y="14" font-weight="600">{title}</text>
      <text x="100%" y="14" text-anchor="end">{`${size.toLocaleString("en")} bytes`}</text>
      {AWAITS.map((name, index) => {
        const number = index + 1;
        return (
          <g key={name} transform={`translate(0 ${HEAD + index * ROW})`}>
            <text class="axis-label" x="0" y="14">{name}</text>
            <svg x={percent(LEFT)} width={width(size)} height={BAR} overflow="visible">
              <rect x="0" y="0.5" width="100%" height={BAR} fill="none" stroke="currentColor" stroke-opacity="0.45" />
            </svg>
            {placed.filter(({ from, to }) => from <= number && to >= number).map((local) => (
              <svg
                key={local.name}
                x={percent(LEFT + (1 - LEFT) * local.at / MOST)}
                width={width(local.bytes)}
                height={BAR}
                overflow="visible"
              >
                <title>{`${local.name} at the ${name} await: bytes ${local.at} to ${local.at + local.bytes}`}</title>
                <rect
                  x="1"
                  y="0.5"
                  width="98%"
                  height={BAR}
                  fill="currentColor"
                  fill-opacity="0.22"
                  stroke="currentColor"
                />
                <text x="7" y="14">{local.name}</text>
              </svg>
            ))}
          </g>
        );
      })}
    </g>
  );
}

/** The same three arrays: each in a block of its own, and all in scope to the end. */
export function draw(): string {
  return renderToString(
    <svg class="ladder-svg" width="100%" height={2 * PANEL} xmlns="http://www.w3.org/2000/svg">
      <Panel title="each in a block" locals={IN_BLOCKS} top={0} />
      <Panel title="in scope to the end" locals={IN_SCOPE} top={PANEL} />
    </svg>,
  );
}
