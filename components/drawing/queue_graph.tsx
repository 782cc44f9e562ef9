/** How long a queue is, as steps: the higher the more wait. */
import type { LaneMeasures } from "./lane_measures.ts";
import type { AxisWindow, Lane, QueueStep } from "./shapes.ts";
import { fraction, percent } from "./time_scale.ts";

/** The graph's own width, which the page stretches; a queue's steps lie on whole numbers of it. */
const WIDTH = 2_000;

/** Above this height each one more is drawn as less. */
function longest(steps: readonly QueueStep[]): number {
  return steps.reduce((most, { length }) => Math.max(most, length), 1);
}

/** The lane's name, and what the height means. */
export function queueName({ name, steps = [] }: Lane): string {
  return `${name}: up to ${longest(steps)}`;
}

/** The steps in the window, as one path however many there are: within one column the longest stands. */
function stepPath(steps: readonly QueueStep[], window: AxisWindow, height: number): string {
  const most = longest(steps);
  const columns: { x: number; length: number; last: number }[] = [];
  for (const { at, length } of steps) {
    if (at > window.to) break;
    const x = Math.round(fraction(window, at) * WIDTH);
    const column = columns.at(-1);
    if (column?.x !== x) columns.push({ x, length, last: length });
    else {
      // All that came before the window falls on its left edge: there only the last one counts.
      column.length = at <= window.from ? length : Math.max(column.length, length);
      column.last = length;
    }
  }
  const y = (length: number) => Number((height * (1 - length / most)).toFixed(2));
  let path = `M${columns[0]?.x ?? 0} ${height}`;
  for (const { x, length, last } of columns) path += `H${x}V${y(length)}${last === length ? "" : `V${y(last)}`}`;
  return `${path}H${WIDTH}V${height}Z`;
}

interface QueueGraphProps {
  readonly steps: readonly QueueStep[];
  readonly window: AxisWindow;
  readonly measures: LaneMeasures;
}

/** The graph, where other lanes have their bars. */
export function QueueGraph({ steps, window, measures: { barTop, barHeight } }: QueueGraphProps) {
  return (
    <svg
      class="queue-graph state-runnable"
      y={barTop}
      width={percent(1)}
      height={barHeight}
      viewBox={`0 0 ${WIDTH} ${barHeight}`}
      preserveAspectRatio="none"
    >
      <path d={stepPath(steps, window, barHeight)} />
    </svg>
  );
}
