/** A lab's own answers, by which its judge is proved: wrong ones with what they must be told, and right ones. */
import type { Lab, WrongAnswer } from "./lab.ts";

/** All answers that a lab brings besides its solution, in order of their names. */
export interface Answers {
  readonly wrong: readonly WrongAnswer[];
  readonly right: readonly RightAnswer[];
}

/** Another way to do it right. */
export interface RightAnswer {
  /** File name without `.ts`. */
  readonly name: string;
  readonly code: string;
}

/**
 * Reads `wrong/*.ts` and `right/*.ts`. A folder that is not there holds none.
 *
 * The head of a wrong answer declares `// fails: <test name>` and `// says: <words of its message or hint>`. Throws
 * `SyntaxError` that names file, line and remedy when it does not, or when a file is no TypeScript.
 */
export async function loadAnswers(lab: Lab): Promise<Answers> {
  const right = await readFolder(lab, "right");
  const wrong = await readFolder(lab, "wrong");
  return { right, wrong: wrong.map((answer) => readHead(answer, `labs/${lab.id}/wrong/${answer.name}.ts`)) };
}

async function readFolder(lab: Lab, name: "wrong" | "right"): Promise<RightAnswer[]> {
  const folder = new URL(`${name}/`, lab.folder);
  const files: string[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) {
      if (!entry.isFile || !entry.name.endsWith(".ts")) {
        throw new SyntaxError(`labs/${lab.id}/${name}/${entry.name}:1: is not a TypeScript file. Remove it.`);
      }
      files.push(entry.name);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return await Promise.all(
    files.sort().map(async (file) => ({
      name: file.slice(0, -".ts".length),
      code: await Deno.readTextFile(new URL(file, folder)),
    })),
  );
}

function readHead({ name, code }: RightAnswer, file: string): WrongAnswer {
  const lines = code.split("\n");
  const value = (line: number, key: string, what: string) => {
    const match = lines[line - 1]?.match(new RegExp(`^// ${key}: (.*\\S)\\s*$`));
    if (match) return match[1]!;
    throw new SyntaxError(`${file}:${line}: the head lacks "// ${key}:". Write ${what} there.`);
  };
  return {
    mistake: name,
    code,
    failsTest: value(1, "fails", "the name of the test that this answer must fail"),
    says: value(2, "says", "words that the learner must be told"),
  };
}
