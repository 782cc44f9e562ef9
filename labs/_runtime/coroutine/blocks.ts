/**
 * The function taken apart: blocks of instructions that run from top to bottom, and what comes after each of them. A block is
 * what becomes one `case` of the resume method.
 *
 * The text of an instruction is kept in pieces. Where a variable lives (in the frame, or only in the method) and which number
 * a block gets are known at the end; until then the text names the variable or the block itself.
 */
import type { Variable } from "./variables.ts";

/** Part of an instruction's text: source text, a variable, the number of a block, or a variable that is being called. */
export type Piece = string | Variable | Block | { readonly called: Variable };

/** Text that is not finished yet. */
export type Pieces = readonly Piece[];

/** Something that runs in one go. */
export interface Instruction {
  /** Its text. */
  readonly pieces: Pieces;
  /** Variables whose value on entry it may need. */
  readonly reads: ReadonlySet<Variable>;
  /** Variables that it gives a value for sure. */
  readonly writes: ReadonlySet<Variable>;
  /** Line of the source that it comes from. */
  readonly line: number;
  /** Spaces before the statement in the source: its further lines move with it. `null`: they must stay as they are. */
  readonly indent: number | null;
  /** Only needed where `throw` and `return` from outside can be answered inside. */
  readonly onlyWithHow: boolean;
}

/** What an instruction's text says and needs. */
export interface Code {
  readonly pieces: Pieces;
  readonly reads: ReadonlySet<Variable>;
}

/** How a block ends. */
export type Ending =
  | { readonly kind: "goto"; readonly to: Block }
  | { readonly kind: "branch"; readonly test: Code; readonly yes: Block; readonly no: Block; readonly line: number }
  /** `whole`: the value is an iterator result already (`yield*`). */
  | {
    readonly kind: "suspend";
    readonly value: Code;
    readonly whole: boolean;
    readonly to: Block;
    readonly line: number;
  }
  | { readonly kind: "return"; readonly value: Code; readonly line: number }
  | { readonly kind: "throw"; readonly value: Code; readonly line: number }
  /** Goes on at the block whose number the variable holds: the end of a `finally`. */
  | { readonly kind: "indirect"; readonly where: Variable; readonly targets: readonly Block[]; readonly line: number };

/** A run of instructions. */
export interface Block {
  readonly instructions: Instruction[];
  ending: Ending | null;
  /** What catches an error thrown in it. */
  readonly region: Region | null;
  /** What it is, for the comment beside its number. */
  readonly note: string;
  /** Variables that are set, as far as they are needed, by whoever goes here. */
  arrives: ReadonlySet<Variable>;
  /** Set on a block where a suspended run goes on. */
  resumed: boolean;
  /** Its number in the class. */
  id: number;
}

/** The part of the function that a `try`, or the closing of an iterator, covers. */
export interface Region {
  /** `close`: a `for…of` whose iterator must be closed on the way out. */
  readonly kind: "catch" | "finally" | "close";
  readonly parent: Region | null;
  /** Where an error goes. */
  handler: Block;
  /** Which variable takes the error. */
  readonly receives: Variable | null;
  /** Of `finally` and `close`: what waits until the way out is done. */
  readonly pending: Variable;
  /** Of `finally`: where to go on after it, and its first block. */
  readonly after: Variable;
  readonly entry: Block;
  /** Of `close`: the iterator. */
  readonly iterator: Variable;
  /** Ways out that were needed, by where they lead; `null` is a `return`. */
  readonly waysOut: Map<Block | null, Block>;
}

/** Whether a piece is a block. */
export function isBlock(piece: Piece): piece is Block {
  return typeof piece === "object" && "instructions" in piece;
}

/** Blocks that an instruction's text jumps to. */
export function jumpsOf(instruction: Instruction): Block[] {
  return instruction.pieces.filter(isBlock);
}

/** Where control can go from the end of a block. */
export function successorsOf(block: Block): readonly Block[] {
  const ending = block.ending;
  switch (ending?.kind) {
    case "goto":
    case "suspend":
      return [ending.to];
    case "branch":
      return [ending.yes, ending.no];
    case "indirect":
      return ending.targets;
    default:
      return [];
  }
}
