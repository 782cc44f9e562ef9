/**
 * Assembly that is written inside another file, as in a template literal: where it stands there, and how to assemble it so
 * that errors, faults and steps name the lines of that file.
 *
 * How the real one differs. Compilers of C meet the same with inline assembly, and the C preprocessor with files that include
 * others: they write `#line` directives into the text, and the assembler counts from there. Here blank lines do.
 */

/** A place in a file; lines and columns count from 1. */
export interface TextPlace {
  /** Line of the file, from 1. */
  readonly line: number;
  /** Column of the line, from 1. */
  readonly column: number;
}

/** Where a text begins in a file, or `null` where it does not stand as it is: it was put together, or written with escapes. */
export function findText(text: string, file: string): TextPlace | null {
  const index = text.trim() === "" ? -1 : file.indexOf(text);
  if (index === -1) return null;
  const before = file.slice(0, index).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

/** The text with as many lines and blanks in front of it as in its file. */
export function textAt(text: string, { line, column }: TextPlace): string {
  return "\n".repeat(line - 1) + " ".repeat(column - 1) + text;
}
