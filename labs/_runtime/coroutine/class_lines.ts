/** The lines of a class as it is printed: for each, where in the source it comes from, and what variables are called in it. */
import type { FunctionDeclaration } from "acorn";
import { type Block, type Code, isBlock, type Piece, type Pieces } from "./blocks.ts";
import type { Variable } from "./variables.ts";

/** What the printer needs to know. */
export interface ClassParts {
  readonly fn: FunctionDeclaration;
  readonly source: string;
  readonly className: string;
  readonly blocks: readonly Block[];
  /** Whether `throw` and `return` from outside can be answered inside. */
  readonly withHow: boolean;
  /** Parameters by name, in order; those among `fields` are kept. */
  readonly parameters: readonly Variable[];
  readonly fields: readonly Variable[];
  readonly locals: readonly Variable[];
  readonly names: ReadonlyMap<Variable, string>;
}

/** Lines, one after another. */
export class ClassLines {
  readonly #out: string[] = [];
  /** For each line, the line of the source that it comes from. */
  readonly lines: (number | null)[] = [];
  readonly #parts: ClassParts;

  constructor(parts: ClassParts) {
    this.#parts = parts;
  }

  /** All of it. */
  text(): string {
    return this.#out.join("\n");
  }

  /** The line of the source on which a variable is declared. */
  lineOf(variable: Variable): number | null {
    return variable.kind === "temporary" ? null : this.#lineAt(variable.start);
  }

  /** Appends a line, indented by levels; it comes from the function's first line unless said otherwise. */
  line(level: number, text: string, from: number | null = this.#lineAt(this.#parts.fn.start)): void {
    this.#out.push(text === "" ? "" : "  ".repeat(level) + text);
    this.lines.push(from);
  }

  /** Appends a text of several lines. */
  many(level: number, text: string, from: number | null): void {
    for (const part of text.split("\n")) this.line(level, part, from);
  }

  /** The text of a value. */
  value(code: Code): string {
    return this.textOf(code.pieces);
  }

  /** What a variable is called in the resume method. */
  name(variable: Variable): string {
    const name = this.#parts.names.get(variable) ?? variable.name;
    return this.#parts.fields.includes(variable) ? `this.${name}` : name;
  }

  /** The text of an instruction. */
  textOf(pieces: Pieces): string {
    return pieces.map((piece) => this.#piece(piece)).join("");
  }

  #piece(piece: Piece): string {
    if (typeof piece === "string") return piece;
    if (isBlock(piece)) return `${piece.id}`;
    if (!("called" in piece)) return this.name(piece);
    // A bare call must not hand the frame over as `this`.
    return this.#parts.fields.includes(piece.called) ? `(0, ${this.name(piece.called)})` : this.name(piece.called);
  }

  #lineAt(offset: number): number {
    return this.#parts.source.slice(0, offset).split("\n").length;
  }
}
