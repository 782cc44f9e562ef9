/**
 * What of a lane is drawn in a window: bars and marks that can be told apart, and shares of the time where they cannot.
 *
 * A run of ten thousand slices has more bars than a screen has pixels. Bars that would be too short to see are gathered; a
 * gathered stretch is cut into cells, and each cell says which part of its time went to which state. Zooming in parts them.
 */
import { fraction } from "./time_scale.ts";
import type { AxisWindow, Bar, BarState, Lane, Mark, TimelineShapes } from "./shapes.ts";

/** A piece of a gathered stretch; shares are of its own length. */
export interface Cell {
  readonly from: number;
  readonly to: number;
  readonly shares: Readonly<Record<BarState, number>>;
}

/** Bars too short to be drawn one by one, next to each other. */
export interface Gathered {
  readonly from: number;
  readonly to: number;
  readonly bars: readonly Bar[];
  readonly cells: readonly Cell[];
}

/** A lane in a window. */
export interface LaneView {
  readonly bars: readonly Bar[];
  readonly gathered: readonly Gathered[];
  readonly marks: readonly Mark[];
}

/** Fractions of the window: a bar of this length always stands alone, the width of a cell, how close two notes may stand. */
const ALWAYS_ALONE = 1 / 12;
const CELL = 1 / 200;
const NOTE_GAP = 1 / 80;

/** Bars in all that a page draws quickly, and how many of them a lane gets. */
const DRAWN_BARS = 900;
const MOST_IN_LANE = 150;
const FEWEST_IN_LANE = 24;

/** How many bars a lane may draw one by one, in a drawing of so many lanes. */
export function barsPerLane(lanes: number): number {
  return Math.min(MOST_IN_LANE, Math.max(FEWEST_IN_LANE, Math.floor(DRAWN_BARS / lanes)));
}

/** The lane in the window. Up to `most` bars are drawn one by one; of more, those that are not long are gathered. */
export function laneView(lane: Lane, window: AxisWindow, most: number): LaneView {
  const all = lane.bars.filter((bar) => isIn(bar, window));
  const bars: Bar[] = [];
  const gathered: Gathered[] = [];
  const alone = all.length <= most ? 0 : ALWAYS_ALONE * (window.to - window.from);
  let short: Bar[] = [];

  function gather(): void {
    if (short.length > 1) gathered.push(gatheredFrom(short, window));
    else bars.push(...short);
    short = [];
  }

  for (const bar of all) {
    const isShort = bar.to - bar.from < alone;
    if (!isShort) gather();
    (isShort ? short : bars).push(bar);
  }
  gather();
  return { bars, gathered, marks: apart(lane.marks, window, gathered) };
}

/** True when a lane of the drawing has bars that are gathered. */
export function gathers({ lanes }: TimelineShapes, window: AxisWindow): boolean {
  const most = barsPerLane(lanes.length);
  return lanes.some(({ bars }) => bars.length > most && bars.filter((bar) => isIn(bar, window)).length > most);
}

function isIn(bar: Bar, window: AxisWindow): boolean {
  return bar.to > window.from && bar.from < window.to;
}

function gatheredFrom(bars: readonly Bar[], window: AxisWindow): Gathered {
  const from = Math.max(window.from, bars[0]!.from);
  const to = Math.min(window.to, bars.at(-1)!.to);
  const count = Math.max(1, Math.round((to - from) / (CELL * (window.to - window.from))));
  const width = (to - from) / count;
  const spent = Array.from({ length: count }, () => ({ running: 0, runnable: 0, waiting: 0, outside: 0 }));
  for (const bar of bars) {
    const last = Math.min(count - 1, Math.floor((bar.to - from) / width));
    for (let index = Math.max(0, Math.floor((bar.from - from) / width)); index <= last; index++) {
      const inCell = Math.min(bar.to, from + (index + 1) * width) - Math.max(bar.from, from + index * width);
      if (inCell > 0) spent[index]![bar.state] += inCell / width;
    }
  }
  const cells = spent.map((shares, index) => ({ from: from + index * width, to: from + (index + 1) * width, shares }));
  return { from, to, bars, cells };
}

/** Ends are always shown. Turns are not where their bars are gathered; notes that would cover each other show the first. */
function apart(marks: readonly Mark[], window: AxisWindow, gathered: readonly Gathered[]): Mark[] {
  const shown: Mark[] = [];
  let lastNote = -Infinity;
  let stretch = 0;
  for (const mark of marks) {
    if (mark.at < window.from || mark.at > window.to) continue;
    if (mark.kind === "note") {
      const at = fraction(window, mark.at);
      if (at - lastNote < NOTE_GAP) continue;
      lastNote = at;
    } else if (mark.kind === "yielded" || mark.kind === "preempted") {
      while (stretch < gathered.length && gathered[stretch]!.to < mark.at) stretch++;
      if (stretch < gathered.length && mark.at >= gathered[stretch]!.from) continue;
    }
    shown.push(mark);
  }
  return shown;
}
