/** Finds the program's own line in the text of a stack. */
import type { SourcePosition } from "../trace/mod.ts";

/** A line of some file. */
export interface SourceFrame extends SourcePosition {
  /** The file's address. */
  readonly file: string;
}

const HERE = new URL(".", import.meta.url).href;

/** The topmost frame outside the scheduler, or `null` when the stack has none. */
export function topFrame(stack: string | undefined): SourceFrame | null {
  for (const frame of (stack ?? "").matchAll(/((?:file|blob|data|https?):[^\s()]*):(\d+):(\d+)\)?$/gm)) {
    const [, file = "", line, column] = frame;
    if (!file.startsWith(HERE)) return { file, line: Number(line), column: Number(column) };
  }
  return null;
}
