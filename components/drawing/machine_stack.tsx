/** A stack: its words from the highest address down, where the pointers point, and where a frame begins. */
import type { StackState, StackWord } from "./machine_shapes.ts";
import { percent } from "./time_scale.ts";

const NAME_HEIGHT = 24;
const ROW_HEIGHT = 20;
/** What a word's cell has room for where three stacks stand side by side on a phone. */
const NARROW_CHARACTERS = 7;
/** Fraction of a stack's width that its words take; pointers and frames stand beside them. */
const WORDS = 0.68;

/** Pixels that a stack of so many rows takes. */
export function stackHeight(rows: number): number {
  return NAME_HEIGHT + rows * ROW_HEIGHT;
}

interface StackShapeProps {
  readonly stack: StackState;
  /** Fractions of the drawing's width. */
  readonly left: number;
  readonly width: number;
  readonly top: number;
}

/** The stack, `top` pixels from the drawing's top. */
export function StackShape({ stack, left, width, top }: StackShapeProps) {
  const { name, isRunning, words, above } = stack;
  return (
    <svg
      class={isRunning ? "machine-stack is-running" : "machine-stack"}
      x={percent(left)}
      y={top}
      width={percent(width)}
      height={stackHeight(words.length)}
      overflow="visible"
    >
      <text x="0" y="15">
        <tspan class="machine-name">{name}</tspan>
        {above > 0 && <tspan class="machine-soft wide-only" dx="6">{above} more above</tspan>}
      </text>
      {words.map((word, row) => <Row key={word.address} word={word} top={NAME_HEIGHT + row * ROW_HEIGHT} />)}
    </svg>
  );
}

function Row({ word, top }: { readonly word: StackWord; readonly top: number }) {
  const { address, what, text, isLive, isTouched, pointers, frame } = word;
  const isLong = what.length + text.length > NARROW_CHARACTERS;
  const classes = ["machine-row", ...(isLive ? ["is-live"] : []), ...(isTouched ? ["is-touched"] : [])];
  return (
    <svg class={classes.join(" ")} y={top} width="100%" height={ROW_HEIGHT} overflow="visible">
      <title>{rowWords(word)}</title>
      <svg width={percent(WORDS)} height={ROW_HEIGHT}>
        <rect class="cell-body" x="1" y="1" width="98%" height={ROW_HEIGHT - 2} />
        <text class="machine-soft wide-only" x="7" y="14">{address}</text>
        <text class="machine-what" x="97%" y="14" text-anchor="end">
          {what !== "" && <tspan class={isLong ? "machine-soft wide-only" : "machine-soft"}>{`${what}\u00a0`}</tspan>}
          <tspan class="machine-word">{text}</tspan>
        </text>
      </svg>
      {frame !== null && <line class="machine-frame" x1="0" x2="100%" y1="0" y2="0" />}
      <text class="machine-beside" x={percent(WORDS + 0.02)} y="14">
        {pointers.length > 0 && <tspan class="machine-name">{`◂ ${pointers.join(" ")} `}</tspan>}
        {frame !== null && <tspan class="machine-soft wide-only">{frame}</tspan>}
      </text>
    </svg>
  );
}

/** A word in words. */
export function rowWords({ address, what, text, isLive, pointers, frame }: StackWord): string {
  return [
    `${address}: ${text === "" ? "nothing yet" : what === "" ? text : `${what} ${text}`}`,
    ...(isLive || text === "" ? [] : ["left over"]),
    ...pointers.map((pointer) => `${pointer} points here`),
    ...(frame === null ? [] : [`the frame of ${frame} begins here`]),
  ].join(", ");
}
