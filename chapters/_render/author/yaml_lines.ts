/** Finds the lines of fields and list items in YAML as authors write it, for messages. Knows block style, no more. */

/** Index of the line on which a field of the record in `lines` begins, or 0. */
export function fieldLine(lines: readonly string[], name: string): number {
  return Math.max(0, lines.findIndex((line) => /^\s*(?:-\s+)?([\w-]+)\s*:/.exec(line)?.[1] === name));
}

/** Where each item of the list under a field begins and ends: pairs of line indexes, the end not included. */
export function itemLines(lines: readonly string[], name: string): { readonly start: number; readonly end: number }[] {
  const field = fieldLine(lines, name);
  const next = lines.findIndex((line, index) => index > field && /^[\w-]+\s*:/.test(line));
  return listLines(lines, { start: field + 1, end: next === -1 ? lines.length : next });
}

/** The same for a list that fills the range: items are the dashes as far left as the first one. */
export function listLines(
  lines: readonly string[],
  range: { readonly start: number; readonly end: number } = { start: 0, end: lines.length },
): { readonly start: number; readonly end: number }[] {
  const dashes = lines.flatMap((line, index) => {
    const indent = /^(\s*)-(?:\s|$)/.exec(line)?.[1]?.length;
    return indent === undefined || index < range.start || index >= range.end ? [] : [{ index, indent }];
  });
  const starts = dashes.filter(({ indent }) => indent === dashes[0]?.indent).map(({ index }) => index);
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? range.end }));
}
