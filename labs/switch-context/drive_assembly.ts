/** The learner's text, alone and with a program behind it. */
import { assemble, AssemblyError, CODE_START, type Program, textAt, type TextPlace } from "@interleave/machine";
import { FIRST, type Input, OTHERS, programText } from "./drive_program.ts";

/** The learner's text, and where it stands in the file; `null` where it cannot be found there. */
export interface LearnersText {
  readonly text: string;
  readonly place: TextPlace | null;
}

/** Both together, and where the learner's part ends. */
export interface Assembled {
  readonly program: Program;
  /** Address behind the learner's last instruction, and the last line of the text. */
  readonly codeEnd: number;
  readonly lastLine: number;
}

/** The labels that the text must have. */
const WANTED = ["prepare", "switch"];
/** Labels of any program that there may be, this one or another: a text is good for all of them or for none. */
const RESERVED = new RegExp(`^_?(${[FIRST, ...OTHERS].join("|")})(-|$)`);

/**
 * The learner's functions with a program that calls them. Throws `AssemblyError` for what is wrong in the learner's text, with
 * line and column of the file when the text's place in it is known.
 */
export function assembleBoth({ text, place }: LearnersText, input: Input): Assembled {
  const padded = textAt(text, place ?? { line: 1, column: 1 });
  const alone = assemble(padded);
  const start = { line: place?.line ?? 1, column: place?.column ?? 1 };
  for (const name of WANTED) {
    const address = alone.labels.get(name);
    if (address === undefined || address >= CODE_START + alone.code.length) {
      throw new AssemblyError(`no instruction has the label ${name}: keep both functions of the starter`, start);
    }
  }
  for (const name of alone.labels.keys()) {
    if (!RESERVED.test(name)) continue;
    throw new AssemblyError(`the label ${name} is taken by the lab's programs: give yours another name`, {
      line: padded.split("\n").findIndex((line) => line.trimStart().startsWith(`${name}:`)) + 1,
      column: 1,
    });
  }
  return {
    program: assemble(`${padded}\n${programText(input)}`),
    codeEnd: CODE_START + alone.code.length,
    lastLine: padded.split("\n").length,
  };
}
