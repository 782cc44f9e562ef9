/**
 * A compiled class as a page shows it: which line comes from which, and where each variable is named.
 *
 * Runs on the server while a chapter is rendered, and in the browser while a reader types.
 */
import type { CompiledCoroutine, PlacedVariable } from "../../../labs/_runtime/coroutine/compile_coroutine.ts";
import type { CompiledView, FrameVariable } from "../chapter.ts";

/** Puts the class and its highlighted lines together. Throws `RangeError` when the lines are those of another text. */
export function compiledView(compiled: CompiledCoroutine, highlighted: readonly string[]): CompiledView {
  const { className, code, lines, variables, suspensions } = compiled;
  if (highlighted.length !== lines.length) {
    throw new RangeError(`compiledView: ${highlighted.length} highlighted lines for ${lines.length} of ${className}`);
  }
  const text = code.trimEnd().split("\n");
  const named = variables.map((variable) => frameVariable(variable, { text, variables }));
  const known = new Set(variables.map(({ field }) => field));
  const made = [...new Set(suspensions.flatMap(({ alive }) => alive))].filter((field) => !known.has(field));
  return {
    className,
    lines: highlighted.map((html, index) => ({ html, from: lines[index] ?? null })),
    variables: [
      ...named,
      ...made.map((field) => ({ name: field, line: null, field, classLines: linesNaming(text, fieldPattern(field)) })),
    ],
    suspensions,
  };
}

function frameVariable(
  { name, line, field }: PlacedVariable,
  { text, variables }: { text: readonly string[]; variables: readonly PlacedVariable[] },
): FrameVariable {
  if (field !== null) return { name, line, field, classLines: linesNaming(text, fieldPattern(field)) };
  // The class gives a second local of one name another name: which is which cannot be told from the text.
  const isAlone = variables.filter((other) => other.name === name).length === 1;
  return { name, line, field, classLines: isAlone ? linesNaming(text, localPattern(name)) : [] };
}

/** The field's own line, or its use in a method. */
function fieldPattern(field: string): RegExp {
  return new RegExp(`^  ${escaped(field)};$|(?<![\\w$.])this\\.${escaped(field)}(?![\\w$])`);
}

/** A variable of `resume`, whose lines are indented by two levels at least. */
function localPattern(name: string): RegExp {
  return new RegExp(`^    .*(?<![\\w$.])${escaped(name)}(?![\\w$])`);
}

/** Of the characters of a name only this one means something in a pattern. */
function escaped(name: string): string {
  return name.replaceAll("$", "\\$");
}

/** Numbers of the lines that a pattern is found in, comments aside. */
function linesNaming(text: readonly string[], pattern: RegExp): readonly number[] {
  return text.flatMap((line, index) => pattern.test(line.replace(/\/\/ .*$/, "")) ? [index + 1] : []);
}
