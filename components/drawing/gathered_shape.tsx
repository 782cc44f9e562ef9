/** A stretch whose bars are too short to be drawn one by one: how its time is shared between the states. */
import type { LaneMeasures } from "./lane_measures.ts";
import type { Cell, Gathered } from "./lane_view.ts";
import type { AxisWindow, Bar, BarState } from "./shapes.ts";
import { fraction, percent } from "./time_scale.ts";

/** From the floor up. Waiting takes no height: what is left empty is waiting. */
const STACKED = ["outside", "running", "runnable"] as const satisfies readonly BarState[];
const STATES = [...STACKED, "waiting"] as const;

/** The outline of one state's part of every cell; cells have a width of 1 and a height of 1. */
function layerPath(cells: readonly Cell[], state: (typeof STACKED)[number]): string | null {
  const below = STACKED.slice(0, STACKED.indexOf(state));
  let path = "";
  cells.forEach(({ shares }, index) => {
    const part = Math.min(1, shares[state]);
    if (part < 0.005) return;
    const foot = 1 - below.reduce((sum, other) => sum + shares[other], 0);
    path += `M${index} ${foot.toFixed(3)}h1v${(-part).toFixed(3)}h-1Z`;
  });
  return path === "" ? null : path;
}

/** `412 stretches: running 25 %, runnable 75 %`. */
function sharesInWords({ bars, cells }: Gathered): string {
  const parts = STATES.flatMap((state) => {
    const share = cells.reduce((sum, { shares }) => sum + shares[state], 0) / cells.length;
    return share < 0.005 ? [] : [`${state === "outside" ? "in the kernel" : state} ${Math.round(share * 100)} %`];
  });
  return `${bars.length} stretches too short to show: ${parts.join(", ")}. Zoom in to tell them apart.`;
}

interface GatheredShapeProps {
  readonly stretch: Gathered;
  readonly window: AxisWindow;
  readonly measures: LaneMeasures;
  readonly onBar: ((bar: Bar) => void) | undefined;
}

/** The stretch; a press on it goes to the bar that lies under the pointer. */
export function GatheredShape({ stretch, window, measures, onBar }: GatheredShapeProps) {
  const { from, to, bars, cells } = stretch;
  const left = fraction(window, from);

  function press(click: MouseEvent): void {
    const { left: edge, width } = (click.currentTarget as Element).getBoundingClientRect();
    const at = from + (to - from) * (click.clientX - edge) / width;
    onBar?.(bars.find((bar) => bar.to >= at) ?? bars.at(-1)!);
  }

  return (
    <svg
      class={`gathered${onBar ? " linked" : ""}`}
      x={percent(left)}
      y={measures.barTop}
      width={percent(fraction(window, to) - left)}
      height={measures.barHeight}
      viewBox={`0 0 ${cells.length} 1`}
      preserveAspectRatio="none"
      onClick={onBar && press}
    >
      <title>{sharesInWords(stretch)}</title>
      <rect class="bar-reach" width={cells.length} height="1" />
      {STACKED.map((state) => {
        const path = layerPath(cells, state);
        return path && <path key={state} class={`share-${state} state-${state}`} d={path} />;
      })}
    </svg>
  );
}
