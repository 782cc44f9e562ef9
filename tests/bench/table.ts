/** What a benchmark prints. */

/** One promise and what was measured. */
export interface Row {
  readonly promise: string;
  readonly measured: string;
  readonly bound: string;
  readonly kept: boolean;
}

/** Columns as wide as their widest cell. */
export function formatTable(rows: readonly Row[]): string {
  const cells = [
    ["promise", "measured", "bound", ""],
    ...rows.map((row) => [row.promise, row.measured, row.bound, row.kept ? "kept" : "MISSED"]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join("  ").trimEnd()).join("\n");
}

/** The middle one; of two, the higher. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
