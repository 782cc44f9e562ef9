/**
 * Cuts what a page shows out of a real source file, so that prose never holds a copy that drifts.
 *
 * `// #region one-by-one` and `// #endregion` mark a region; regions may nest. Marker lines are never shown, and what is
 * cut is dedented. Lines keep the numbers that they have in their file.
 */

/** One line as shown. */
export interface SourceLine {
  /** In the file, counted from 1. */
  readonly number: number;
  readonly text: string;
}

/** What came of a cut. */
export type Cut =
  | { readonly kind: "lines"; readonly lines: readonly SourceLine[] }
  | { readonly kind: "unknown-region"; readonly regions: readonly string[] }
  | { readonly kind: "bad-marker"; readonly line: number; readonly what: string };

/** The lines of the region, or of the whole file when none is named. */
export function cutRegion(text: string, region?: string): Cut {
  const open: { readonly name: string; readonly line: number }[] = [];
  const names = new Set<string>();
  const lines: SourceLine[] = [];
  for (const [index, line] of text.replace(/\n$/, "").split(/\r?\n/).entries()) {
    const number = index + 1;
    const marker = /^\s*\/\/\s*#(region|endregion)\b\s*(.*?)\s*$/.exec(line);
    if (marker === null) {
      if (region === undefined || open.some(({ name }) => name === region)) lines.push({ number, text: line });
      continue;
    }
    const [, kind, name = ""] = marker;
    if (kind === "region") {
      if (name === "") return { kind: "bad-marker", line: number, what: "this #region has no name" };
      if (names.has(name)) return { kind: "bad-marker", line: number, what: `a second #region is called "${name}"` };
      names.add(name);
      open.push({ name, line: number });
    } else if (open.pop() === undefined) {
      return { kind: "bad-marker", line: number, what: "this #endregion closes nothing" };
    }
  }
  const unclosed = open.pop();
  if (unclosed !== undefined) {
    return { kind: "bad-marker", line: unclosed.line, what: `#region "${unclosed.name}" is never closed` };
  }
  if (region !== undefined && !names.has(region)) return { kind: "unknown-region", regions: [...names] };
  return { kind: "lines", lines: dedent(trimBlankEnds(lines)) };
}

function trimBlankEnds(lines: readonly SourceLine[]): readonly SourceLine[] {
  const isBlank = ({ text }: SourceLine) => text.trim() === "";
  const first = lines.findIndex((line) => !isBlank(line));
  const last = lines.findLastIndex((line) => !isBlank(line));
  return first === -1 ? [] : lines.slice(first, last + 1);
}

function dedent(lines: readonly SourceLine[]): readonly SourceLine[] {
  const indents = lines.flatMap(({ text }) => text.trim() === "" ? [] : [/^[ \t]*/.exec(text)![0].length]);
  const shared = Math.min(...indents);
  return lines.map(({ number, text }) => ({ number, text: text.slice(shared).trimEnd() }));
}
