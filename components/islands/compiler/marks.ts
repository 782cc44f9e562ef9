/** What belongs together: for a line or a variable that the reader points at, its counterparts, and the link in words. */
import type { CompiledView, FrameVariable } from "../../../chapters/_render/chapter.ts";

/** What the reader points at; lines are counted from 1. */
export type Pointed =
  | { readonly kind: "source"; readonly line: number }
  | { readonly kind: "class"; readonly line: number }
  /** By its place in the view's list. */
  | { readonly kind: "variable"; readonly index: number };

/** What is marked. */
export interface Marks {
  readonly source: ReadonlySet<number>;
  readonly classLines: ReadonlySet<number>;
  /** Places in the view's list of variables. */
  readonly variables: ReadonlySet<number>;
  /** A suspension of the pointed line, by its id. */
  readonly resumeId: number | null;
  /** What it all says. */
  readonly sentence: string;
}

/** Shown while the reader points at nothing. */
export const NO_MARKS: Marks = {
  source: new Set(),
  classLines: new Set(),
  variables: new Set(),
  resumeId: null,
  sentence:
    "Point at a line, or walk through the lines with the arrow keys: what belongs to it on the other side is marked.",
};

/** The counterparts of what is pointed at. */
export function marksOf(view: CompiledView, pointed: Pointed | null): Marks {
  switch (pointed?.kind) {
    case undefined:
      return NO_MARKS;
    case "source":
      return sourceMarks(view, pointed.line);
    case "class":
      return classMarks(view, pointed.line);
    case "variable":
      return variableMarks(view, pointed.index);
  }
}

function sourceMarks(view: CompiledView, line: number): Marks {
  const classLines = new Set(view.lines.flatMap(({ from }, index) => from === line ? [index + 1] : []));
  const suspension = view.suspensions.find((one) => one.line === line);
  const alive = suspension?.alive ?? [];
  const variables = indices(
    view,
    (variable) =>
      suspension === undefined ? variable.line === line : variable.field !== null && alive.includes(variable.field),
  );
  const { size } = classLines;
  const became = size === 0
    ? `Line ${line} needs no line of its own in the class.`
    : `Line ${line} became ${size === 1 ? "one line" : `${size} lines`} of the class.`;
  const waits = suspension === undefined
    ? ""
    : ` While the coroutine is suspended there, resumeId is ${suspension.resumeId} and the frame keeps ${
      listWords(alive)
    }.`;
  return {
    source: new Set([line]),
    classLines,
    variables,
    resumeId: suspension?.resumeId ?? null,
    sentence: became + waits,
  };
}

function classMarks(view: CompiledView, line: number): Marks {
  const from = view.lines[line - 1]?.from ?? null;
  const variables = indices(view, ({ field, classLines }) => field !== null && classLines.includes(line));
  const fields = [...variables].map((index) => view.variables[index]!.field!);
  const origin = from === null
    ? "This line of the class comes from no line of the source: every coroutine needs one like it."
    : `This line of the class comes from line ${from} of the source.`;
  return {
    source: new Set(from === null ? [] : [from]),
    classLines: new Set([line]),
    variables,
    resumeId: null,
    sentence: fields.length === 0 ? origin : `${origin} Of the frame it names ${listWords(fields)}.`,
  };
}

function variableMarks(view: CompiledView, index: number): Marks {
  const variable = view.variables[index];
  if (variable === undefined) return NO_MARKS;
  const { name, line, field, classLines } = variable;
  const from = classLines.flatMap((classLine) => view.lines[classLine - 1]?.from ?? []);
  const declared = line === null ? `${name}, which the compiler made up,` : `${name}, declared on line ${line},`;
  return {
    source: new Set(line === null ? from : [line, ...from]),
    classLines: new Set(classLines),
    variables: new Set([index]),
    resumeId: null,
    sentence: field === null
      ? `${declared} is never needed after a suspension: a local variable of resume, in no frame.`
      : `${declared} outlives a suspension: the frame keeps it in the field ${field}.`,
  };
}

function indices(view: CompiledView, belongs: (variable: FrameVariable) => boolean): ReadonlySet<number> {
  return new Set(view.variables.flatMap((variable, index) => belongs(variable) ? [index] : []));
}

function listWords(words: readonly string[]): string {
  if (words.length === 0) return "nothing but that";
  return words.length === 1 ? words[0]! : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
