/** An epoll instance: its interest list as cells, and its ready list as a row of numbers in their order. */
import type { DescriptorState, EpollState, KernelStage } from "./kernel_shapes.ts";
import { percent } from "./time_scale.ts";

const COLUMNS = 4;
const MOST_ROWS = 5;
const CELL_HEIGHT = 38;
const GAP = 4;
const NAME_HEIGHT = 22;
const READY_HEIGHT = 30;
/** Of the ready list, shown before the rest is counted. */
const SHOWN_READY = 8;

type Stage = KernelStage["epolls"][number];

function rowsOf({ mostInterest }: Stage): number {
  return Math.min(MOST_ROWS, Math.max(1, Math.ceil(mostInterest / COLUMNS)));
}

/** Pixels that an instance takes. */
export function epollHeight(stage: Stage): number {
  return NAME_HEIGHT + rowsOf(stage) * (CELL_HEIGHT + GAP) + (stage.showsReady ? READY_HEIGHT : 0);
}

/** `EPOLLIN|EPOLLET` → `IN ET`: a cell of a phone's drawing is 80 pixels wide. */
function shortEvents(events: string): string {
  return events.replaceAll("EPOLL", "").replaceAll("|", " ");
}

interface EpollShapeProps {
  readonly stage: Stage;
  /** As it is now; `undefined` before it is made. */
  readonly epoll: EpollState | undefined;
  readonly descriptors: readonly DescriptorState[];
  readonly touched: readonly number[];
  readonly top: number;
}

/** The instance, `top` pixels from the drawing's top. */
export function EpollShape({ stage, epoll, descriptors, touched, top }: EpollShapeProps) {
  if (epoll === undefined) return null;
  const room = rowsOf(stage) * COLUMNS;
  const all = epoll.interest;
  const shown = all.length > room ? all.slice(0, room - 1) : all;
  const place = (index: number) => ({
    x: percent((index % COLUMNS) / COLUMNS),
    y: NAME_HEIGHT + Math.floor(index / COLUMNS) * (CELL_HEIGHT + GAP),
  });
  return (
    <svg class="kernel-epoll" y={top} width="100%" height={epollHeight(stage)} overflow="visible">
      <text class="kernel-words" x="0" y="14">
        <tspan class="kernel-name">epoll {epoll.epoll}</tspan>{" "}
        {all.length === 0 ? "watches nothing" : `watches ${all.length}`}
      </text>
      {shown.map((entry, index) => (
        <InterestCell
          key={entry.descriptor}
          {...place(index)}
          entry={entry}
          descriptor={descriptors.find(({ descriptor }) => descriptor === entry.descriptor)}
          isReady={epoll.ready?.includes(entry.descriptor) ?? false}
          isTouched={touched.includes(entry.descriptor)}
        />
      ))}
      {shown.length < all.length && (
        <text {...place(room - 1)} class="kernel-soft" dx="8" dy="22">and {all.length - shown.length} more</text>
      )}
      {stage.showsReady && (
        <text class="kernel-words" x="0" y={epollHeight(stage) - 10}>
          <tspan class="kernel-name">ready list</tspan> {readyWords(epoll.ready ?? [])}
        </text>
      )}
    </svg>
  );
}

/** Head first, with arrows to where the next ones stand. */
export function readyWords(ready: readonly number[]): string {
  if (ready.length === 0) return "is empty";
  const more = ready.length > SHOWN_READY ? ` and ${ready.length - SHOWN_READY} more` : "";
  return `${ready.slice(0, SHOWN_READY).join(" → ")}${more}`;
}

interface InterestCellProps {
  readonly x: string;
  readonly y: number;
  readonly entry: EpollState["interest"][number];
  readonly descriptor: DescriptorState | undefined;
  readonly isReady: boolean;
  readonly isTouched: boolean;
}

function InterestCell({ x, y, entry, descriptor, isReady, isTouched }: InterestCellProps) {
  const gone = descriptor !== undefined && !descriptor.isOpen;
  const what = gone ? "closed" : descriptor?.what ?? "";
  return (
    <svg
      class={`kernel-cell${isReady ? " is-ready state-runnable" : ""}${isTouched ? " is-touched" : ""}`}
      x={x}
      y={y}
      width={percent(0.97 / COLUMNS)}
      height={CELL_HEIGHT}
    >
      <title>
        {`${entry.descriptor}${what === "" ? "" : ` (${what})`}, watched for ${entry.events}${
          isReady ? ", in the ready list" : ""
        }`}
      </title>
      <rect class="cell-body" x="1" y="1" width="98%" height={CELL_HEIGHT - 2} rx="2" />
      <text class="kernel-words" x="8" y="16">
        <tspan class="kernel-name">{entry.descriptor}</tspan>
        <tspan class="kernel-soft wide-only" dx="6">{what}</tspan>
      </text>
      <text class="kernel-soft" x="8" y="31">{shortEvents(entry.events)}{isReady ? " ●" : ""}</text>
    </svg>
  );
}
