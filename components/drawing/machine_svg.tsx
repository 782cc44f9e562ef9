/**
 * A model CPU at a moment, as SVG: its registers, named words of data, and its stacks side by side. Everything keeps its
 * place through a run, so that stepping shows what changes and nothing else moves.
 */
import { Cells, cellsHeight } from "./machine_cells.tsx";
import type { MachineStage, MachineState, StackState } from "./machine_shapes.ts";
import { rowWords, stackHeight, StackShape } from "./machine_stack.tsx";

const HEADING = 24;
const GAP = 14;
/** Side by side on a phone. */
const COLUMNS = 3;

/** Stacks that stand side by side, and how high they are together. */
function bands({ stacks }: MachineStage): { readonly from: number; readonly count: number; readonly height: number }[] {
  const columns = stacks.length === 4 ? 2 : COLUMNS;
  return Array.from({ length: Math.ceil(stacks.length / columns) }, (_, band) => {
    const own = stacks.slice(band * columns, (band + 1) * columns);
    return {
      from: band * columns,
      count: own.length,
      height: Math.max(...own.map(({ rows }) => stackHeight(rows))) + GAP,
    };
  });
}

/** Pixels that the drawing takes. */
export function machineHeight(stage: MachineStage): number {
  const data = stage.data === 0 ? 0 : GAP + HEADING + cellsHeight(stage.data);
  const stacks = bands(stage).reduce((sum, { height }) => sum + height, 0);
  return HEADING + cellsHeight(stage.registers) + data + GAP + stacks - GAP;
}

interface MachineSvgProps {
  readonly stage: MachineStage;
  readonly state: MachineState;
  /** Pixels from the top of the drawing that holds it. */
  readonly top?: number;
}

/** The moment. */
export function MachineSvg({ stage, state, top = 0 }: MachineSvgProps) {
  const dataTop = HEADING + cellsHeight(stage.registers) + GAP;
  let at = stage.data === 0 ? dataTop : dataTop + HEADING + cellsHeight(stage.data) + GAP;
  return (
    <svg
      class="timeline-svg machine-svg"
      y={top}
      width="100%"
      height={machineHeight(stage)}
      role="img"
      aria-label={machineWords(state)}
      overflow="visible"
    >
      <text x="0" y="14">
        <tspan class="machine-name">registers</tspan>
        {state.at !== "" && <tspan class="machine-soft" dx="6">next instruction: {state.at}</tspan>}
      </text>
      <Cells cells={state.registers} top={HEADING} />
      {stage.data > 0 && (
        <>
          <text class="machine-name" x="0" y={dataTop + 14}>data</text>
          <Cells cells={state.data} top={dataTop + HEADING} />
        </>
      )}
      {bands(stage).map(({ from, count, height }) => {
        const bandTop = at;
        at += height;
        return state.stacks.slice(from, from + count).map((stack, column) => (
          <StackShape key={stack.name} stack={stack} left={column / count} width={0.96 / count} top={bandTop} />
        ));
      })}
    </svg>
  );
}

/** The same in words, for screen readers. */
export function machineWords({ at, registers, data, stacks }: MachineState): string {
  if (registers.length === 0) return "A model CPU: nothing yet.";
  const cells = (words: MachineState["data"]) => words.map(({ name, text }) => `${name} ${text}`).join(", ");
  return [
    `A model CPU, next instruction at ${at}.`,
    `Registers: ${cells(registers)}.`,
    ...(data.length === 0 ? [] : [`Data: ${cells(data)}.`]),
    ...stacks.map(stackWords),
  ].join(" ");
}

function stackWords({ name, isRunning, words }: StackState): string {
  const live = words.filter(({ isLive }) => isLive).map(rowWords).join("; ");
  return `${name}${isRunning ? ", on which the machine is" : ""}: ${live || "empty"}.`;
}
