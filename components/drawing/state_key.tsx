/** What the shapes of a timeline mean: drawn with the same shapes, so that key and drawing cannot drift apart. */
import type { TimelineShapes } from "./shapes.ts";
import { TURN_PATHS } from "./lane_row.tsx";

/** Pixels: a sample and its word, and a phone's column, which the rows must fit. */
const ITEM_WIDTHS = {
  running: 76,
  runnable: 84,
  waiting: 76,
  yielded: 72,
  preempted: 92,
  finished: 80,
  failed: 60,
} as const;
const ROW_WIDTH = 320;
const ROW_HEIGHT = 20;

const TASK_STATES = ["running", "runnable", "waiting"] as const;
const ENDS = ["yielded", "preempted", "finished", "failed"] as const;
type Item = (typeof TASK_STATES)[number] | (typeof ENDS)[number];

/** The states and ends that a timeline holds, in the key's order, each with its place. */
function itemsOf(shapes: TimelineShapes): { readonly item: Item; readonly x: number; readonly y: number }[] {
  const states = TASK_STATES.filter((state) =>
    shapes.lanes.some(({ bars }) => bars.some((bar) => bar.state === state))
  );
  const ends = ENDS.filter((end) => shapes.lanes.some(({ marks }) => marks.some((mark) => mark.kind === end)));
  let x = 0;
  let y = 0;
  return [...states, ...ends].map((item) => {
    if (x + ITEM_WIDTHS[item] > ROW_WIDTH) {
      x = 0;
      y += ROW_HEIGHT;
    }
    const place = { item, x, y };
    x += ITEM_WIDTHS[item];
    return place;
  });
}

function Sample({ item }: { item: Item }) {
  switch (item) {
    case "running":
    case "runnable":
      return <rect class="bar-body" x="1" width="14" y="3" height="11" />;
    case "waiting":
      return <rect class="bar-body" x="1" width="14" y="9" height="4" />;
    case "finished":
      return <circle cx="8" cy="9" r="4.5" />;
    case "yielded":
    case "preempted":
      return <path d={TURN_PATHS[item]} transform="translate(8 5)" />;
    case "failed":
      return <text class="mark-cross" x="8" y="14" text-anchor="middle">✕</text>;
  }
}

/** The key, with only what the timeline holds. */
export function StateKey({ shapes, top = 0 }: { readonly shapes: TimelineShapes; readonly top?: number }) {
  const items = itemsOf(shapes);
  return (
    <svg class="timeline-svg state-key" y={top} width="100%" height={keyHeight(shapes)} role="img" aria-label="Key">
      {items.map(({ item, x, y }) => {
        const group = ENDS.some((end) =>
            end === item
          )
          ? `mark mark-${item}`
          : "bar";
        return (
          <g key={item} transform={`translate(${x} ${y})`}>
            <g class={`${group} state-${item}`}>
              <Sample item={item} />
            </g>
            <text class="key-word" x="20" y="13">{item}</text>
          </g>
        );
      })}
    </svg>
  );
}

/** Pixels that the key takes. */
export function keyHeight(shapes: TimelineShapes): number {
  const last = itemsOf(shapes).at(-1);
  return last === undefined ? 0 : last.y + ROW_HEIGHT;
}
