/** Finds the program's own line in the text of a stack. */
import type { SourcePosition } from "../trace/mod.ts";

/** A line of some file. */
export interface SourceFrame extends SourcePosition {
  /** The file's address. */
  readonly file: string;
}

/** The folder of the whole runtime; bundled for the sandbox, one that holds the harness too. */
const RUNTIME = new URL("..", import.meta.url).href;

/** What a trace says of it. */
export function sourceOf(frame: SourceFrame | null): { readonly source?: SourcePosition } {
  return frame === null ? {} : { source: { line: frame.line, column: frame.column } };
}

let program: string | null = null;

/** From here on, lines are those of this file only: the code around a learner's file is not the learner's business. */
export function lookForLinesOf(file: string): void {
  program = file;
}

function isProgram(file: string): boolean {
  return program === null ? !file.startsWith(RUNTIME) : file === program;
}

/** The topmost frame of the program (without one: outside the runtime), or `null` when the stack has none. */
export function topFrame(stack: string | undefined): SourceFrame | null {
  for (const frame of (stack ?? "").matchAll(/((?:file|blob|data|https?):[^\s()]*):(\d+):(\d+)\)?$/gm)) {
    const [, file = "", line, column] = frame;
    if (isProgram(file)) return { file, line: Number(line), column: Number(column) };
  }
  return null;
}
