/**
 * Builds blocks, and finds the way out of them. Leaving is the hard part of a state machine: a `return` inside a `try` has to
 * run its `finally` first, and that may suspend; a `break` out of a `for…of` has to close the iterator.
 *
 * Each way out of a region is a small block outside it. The region's `finally` gets that block's number in a variable and goes
 * there at its end, whatever it was that left: reaching the end, an error, a `return`, a `break`.
 */
import type { FunctionDeclaration } from "acorn";
import type { Block, Code, Ending, Instruction, Piece, Pieces, Region } from "./blocks.ts";
import type { Variable } from "./variables.ts";

const NONE: ReadonlySet<Variable> = new Set();

/** An expression's text that needs nothing. */
export function plain(text: string): Code {
  return { pieces: [text], reads: NONE };
}

/** A variable as an expression. */
export function valueOf(variable: Variable): Code {
  return { pieces: [variable], reads: new Set([variable]) };
}

/** The blocks of one function, in the order of the source, and the one that is being written. */
export class Flow {
  /** Everything so far; the first is where a run begins. */
  readonly blocks: Block[] = [];
  /** Variables that the compiler made. */
  readonly temporaries: Variable[] = [];
  /** The innermost region of what is being written. */
  region: Region | null = null;
  /** The block that is being written. */
  current: Block;
  /** The line of the source that is being compiled. */
  line: number;
  readonly #fn: FunctionDeclaration;

  constructor(fn: FunctionDeclaration, line: number) {
    this.#fn = fn;
    this.line = line;
    this.current = this.block("the beginning");
    this.current.resumed = true;
    this.blocks.push(this.current);
  }

  /** A block that is written later, in a region. */
  block(note: string, region: Region | null = this.region): Block {
    return { instructions: [], ending: null, region, note, resumed: false, arrives: NONE, id: 0 };
  }

  /** Begins to write a block. */
  begin(block: Block): void {
    this.blocks.push(block);
    this.current = block;
  }

  /** Ends the block; what is written until the next `begin` cannot be reached. */
  end(ending: Ending): void {
    if (this.current.ending !== null) return;
    this.current.ending = ending;
  }

  /** Ends the block and goes on at another. */
  goto(to: Block): void {
    this.end({ kind: "goto", to });
  }

  /** A variable of the compiler's own. */
  temporary(name: string): Variable {
    const made: Variable = {
      name,
      kind: "temporary",
      start: 0,
      usableFrom: 0,
      scope: this.#fn,
      inLoop: false,
      captured: false,
      assigned: true,
    };
    this.temporaries.push(made);
    return made;
  }

  /** Writes an instruction. */
  write(code: Code, writes: ReadonlySet<Variable> = NONE, how: Partial<Instruction> = {}): void {
    if (this.current.ending !== null) return;
    const { pieces, reads } = code;
    this.current.instructions.push({ pieces, reads, writes, line: this.line, indent: 0, onlyWithHow: false, ...how });
  }

  /** Gives a variable a value. */
  set(variable: Variable, value: Code): void {
    this.write({ pieces: [variable, " = ", ...value.pieces, ";"], reads: value.reads }, new Set([variable]));
  }

  /** Text that returns a value, or goes to a block, from anywhere inside a statement that was not taken apart. */
  leaving(to: Block | null, value: Pieces): Pieces {
    const region = this.#leaves(to);
    if (region === null) return to === null ? ["return { value: ", ...value, ", done: true };"] : jump([], to);
    const first = to === null ? [region.pending, " = ", ...value, "; "] : [];
    const way = this.#wayOut(region, to);
    if (region.kind === "close") return jump(first, way);
    return jump([...first, region.after, " = ", way, "; "], region.entry);
  }

  /** Ends the block with a return of a value, or by going to a block, through all that lies between. */
  leave(to: Block | null, value: Code): void {
    const region = this.#leaves(to);
    if (region === null) {
      if (to === null) this.end({ kind: "return", value, line: this.line });
      else this.goto(to);
      return;
    }
    if (to === null) this.set(region.pending, value);
    const way = this.#wayOut(region, to);
    if (region.kind === "finally") this.set(region.after, { pieces: [way], reads: NONE });
    this.goto(region.kind === "close" ? way : region.entry);
  }

  /** The innermost region with something to do on the way from here to there. */
  #leaves(to: Block | null): Region | null {
    for (let region = this.region; region !== null && region !== (to?.region ?? null); region = region.parent) {
      if (region.kind !== "catch") return region;
    }
    return null;
  }

  /** The block outside a region that goes on to where a way out leads. */
  #wayOut(region: Region, to: Block | null): Block {
    const known = region.waysOut.get(to);
    if (known !== undefined) return known;
    const way = this.block(to === null ? "on with the return" : "on with the jump", region.parent);
    region.waysOut.set(to, way);
    way.arrives = new Set([region.pending]);
    this.aside(way, region.parent, () => {
      if (region.kind === "close") {
        this.write({ pieces: ["close(", region.iterator, ");"], reads: new Set([region.iterator]) });
      }
      this.leave(to, valueOf(region.pending));
    });
    return way;
  }

  /** Writes a block that lies elsewhere, then takes up the one before. */
  aside(block: Block, region: Region | null, write: () => void): void {
    const before = { current: this.current, region: this.region };
    this.region = region;
    this.begin(block);
    write();
    this.current = before.current;
    this.region = before.region;
  }
}

function jump(first: readonly Piece[], to: Block): Pieces {
  return ["{ ", ...first, "at = ", to, "; continue dispatch; }"];
}
