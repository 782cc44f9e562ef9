/** A construct that the compiler does not take, with its place as data: an editor marks it there. */
export class UnsupportedError extends SyntaxError {
  /** The class's name, as reports print it. */
  override readonly name = "UnsupportedError";
  /** Line of the source, from 1. */
  readonly line: number;
  /** Column of the line, from 1. */
  readonly column: number;

  /** `problem` says what is not supported and what is; the message puts the place in front of it. */
  constructor(problem: string, place: { readonly line: number; readonly column: number }) {
    super(`line ${place.line}, column ${place.column}: ${problem}`);
    this.line = place.line;
    this.column = place.column;
  }
}

/** The place of an offset in a source, both counted from 1. */
export function placeAt(source: string, offset: number): { readonly line: number; readonly column: number } {
  const before = source.slice(0, offset).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
