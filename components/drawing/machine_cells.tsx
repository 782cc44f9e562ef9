/** Registers and named words of data: a grid of cells, each with its name above its word. */
import type { NamedWord } from "./machine_shapes.ts";
import { percent } from "./time_scale.ts";

const COLUMNS = 4;
const CELL_HEIGHT = 38;
const GAP = 4;

/** Pixels that so many cells take. */
export function cellsHeight(count: number): number {
  return Math.ceil(count / COLUMNS) * (CELL_HEIGHT + GAP);
}

interface CellsProps {
  readonly cells: readonly NamedWord[];
  readonly top: number;
}

/** The grid, `top` pixels from the drawing's top. */
export function Cells({ cells, top }: CellsProps) {
  return (
    <>
      {cells.map(({ name, text, isTouched }, index) => (
        <svg
          key={name}
          class={isTouched ? "machine-cell is-touched" : "machine-cell"}
          x={percent((index % COLUMNS) / COLUMNS)}
          y={top + Math.floor(index / COLUMNS) * (CELL_HEIGHT + GAP)}
          width={percent(0.97 / COLUMNS)}
          height={CELL_HEIGHT}
        >
          <title>{`${name} ${text}${isTouched ? ", just changed" : ""}`}</title>
          <rect class="cell-body" x="1" y="1" width="98%" height={CELL_HEIGHT - 2} rx="2" />
          <text class="machine-name" x="7" y="15">{name}</text>
          <text class="machine-word" x="7" y="31">{text}</text>
        </svg>
      ))}
    </>
  );
}
