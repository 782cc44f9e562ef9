/**
 * Text put together from pieces of a source and of new text, with a source map.
 *
 * Each function is printed two times and more, so an editor that changes one text in place is no help. The map says for
 * every word of every copy where it stands in the source: stack traces keep the learner's lines and columns.
 */
import { encode, type SourceMapSegment } from "@jridgewell/sourcemap-codec";

/** New text, or a stretch of the source by its start and end. */
export type Piece = string | readonly [start: number, end: number];

/** A source map, version 3. */
export interface SourceMap {
  readonly version: 3;
  readonly sources: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

/** Writes the pieces one after another. New text has the place of the source's word before it. */
export function printPieces(
  pieces: readonly Piece[],
  options: { readonly source: string; readonly wordStarts: readonly number[]; readonly file: string },
): { readonly code: string; readonly map: SourceMap } {
  const { source, wordStarts, file } = options;
  const lineStarts = [0, ...[...source.matchAll(/\n/g)].map((match) => match.index + 1)];
  const lines: SourceMapSegment[][] = [[]];
  let code = "";
  let lineStart = 0;

  function append(text: string): void {
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
      lines.push([]);
      lineStart = code.length + at + 1;
    }
    code += text;
  }

  function mark(offset: number): void {
    const line = lastAtOrBefore(lineStarts, offset);
    lines.at(-1)!.push([code.length - lineStart, 0, line, offset - lineStarts[line]!]);
  }

  for (const piece of pieces) {
    if (typeof piece === "string") {
      append(piece);
      continue;
    }
    let [at, end] = piece;
    for (let word = lastAtOrBefore(wordStarts, at) + 1; at < end; word++) {
      mark(at);
      const next = Math.min(wordStarts[word] ?? end, end);
      append(source.slice(at, next));
      at = next;
    }
  }
  return { code, map: { version: 3, sources: [file], names: [], mappings: encode(lines) } };
}

/** Index of the last number that is at most `limit`, or -1; the numbers ascend. */
function lastAtOrBefore(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
