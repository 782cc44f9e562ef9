/** A result as text: 80 columns, readable without colour, coloured only on a terminal. Pure. */
import { stripVTControlCharacters } from "node:util";
import type { RunResult, TestReport } from "../_runner/protocol.ts";

/** Whether to colour. */
export interface ReportStyle {
  readonly colour: boolean;
}

const WIDTH = 80;
const BOLD = "1";
const GREEN = "32";
const RED = "31";
const DIM = "2";

/** The verdict of a check, ending in a newline. */
export function reportResult(result: RunResult, style: ReportStyle): string {
  const lines = result.tests.flatMap((test) => reportTest(test, style));
  const verdict = result.outcome === "passed"
    ? paint(result.message, [BOLD, GREEN], style)
    : paint(result.message, [BOLD], style);
  const passed = result.tests.filter((test) => test.status === "passed").length;
  const count = result.tests.length === 0
    ? []
    : [paint(`${passed} of ${result.tests.length} tests passed. Seed ${result.seed}.`, [DIM], style)];
  return [...lines, "", ...wrap(verdict, ""), ...count, ""].join("\n");
}

function reportTest(test: TestReport, style: ReportStyle): string[] {
  switch (test.status) {
    case "passed":
      return wrap(`${paint("✓", [GREEN], style)} ${test.name}`, "  ");
    case "failed":
      return [
        ...wrap(`${paint("✗", [RED], style)} ${paint(test.name, [BOLD], style)}`, "  "),
        ...indent(test.message),
        ...(test.hint === undefined ? [] : indent(test.hint)),
      ];
    case "not-run":
      return wrap(paint(`· ${test.name} (not run)`, [DIM], style), "  ");
  }
}

function indent(text: string): string[] {
  return text.split("\n").flatMap((line) => wrap(`    ${line}`, "    "));
}

/** Breaks a line at spaces so that it fits, continuing under `hang`. Colour codes take no room. */
export function wrap(line: string, hang: string): string[] {
  const lines: string[] = [];
  let current = line.match(/^ */)![0];
  let empty = true;
  for (const word of line.trimStart().split(" ")) {
    if (!empty && visibleLength(current) + 1 + visibleLength(word) > WIDTH) {
      lines.push(current);
      current = hang;
      empty = true;
    }
    current += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, current];
}

function visibleLength(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}

function paint(text: string, codes: readonly string[], style: ReportStyle): string {
  return style.colour ? `\x1b[${codes.join(";")}m${text}\x1b[0m` : text;
}
