/** A mistake in a program's text, with its place as data: an editor marks it there. */
export class AssemblyError extends SyntaxError {
  /** The class's name, as reports print it. */
  override readonly name = "AssemblyError";
  /** Line of the source, from 1. */
  readonly line: number;
  /** Column of the line, from 1. */
  readonly column: number;

  /** `problem` says what is wrong and what would be right; the message puts the place in front of it. */
  constructor(problem: string, place: { readonly line: number; readonly column: number }) {
    super(`line ${place.line}, column ${place.column}: ${problem}`);
    this.line = place.line;
    this.column = place.column;
  }
}
