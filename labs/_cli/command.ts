/** `deno task lab …`: from words to a command. Pure; a mistake is a `UsageError` whose message is all that the reader sees. */

/** What was asked for. */
export type Command =
  | { readonly kind: "help" }
  | { readonly kind: "list" }
  | { readonly kind: "progress" }
  | { readonly kind: "start" | "reset" | "solution"; readonly labId: string }
  | { readonly kind: "hint"; readonly labId: string; readonly step: number }
  | { readonly kind: "check"; readonly labId: string; readonly options: CheckOptions };

/** How to check. */
export interface CheckOptions {
  /** The learner's file; `workspace/<id>.ts` when absent. */
  readonly file?: string;
  /** Checks again after each save. */
  readonly watch: boolean;
  /** Prints one `RunResult` and nothing else. */
  readonly json: boolean;
  /** Repeats the inputs of an earlier run. */
  readonly seed?: number;
}

/** The words make no command. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const USAGE = `deno task lab <command>

  list                       the labs, chapter by chapter, and which you have passed
  start <id>                 copy the starter to workspace/<id>.ts
  check <id> [file]          run the lab's tests on your file
        --watch              again after each save
        --seed <n>           with the inputs of an earlier run
        --json               print the result as one line of JSON
  hint <id> [n]              the first hint, or the nth
  reset <id>                 back to the starter; your file is kept beside it
  solution <id>              the solution, once you have passed (or have asked twice)
  progress                   what you have done

Exit codes: 0 passed, 1 not passed, 2 wrong usage, 3 the runner broke.`;

const SEEDS = 2 ** 32;

/** Reads the words after `deno task lab`. Throws `UsageError`. */
export function parseCommand(words: readonly string[]): Command {
  const [name, ...rest] = words;
  switch (name) {
    case undefined:
    case "help":
    case "--help":
    case "-h":
      return { kind: "help" };
    case "list":
    case "progress":
      expectNothing(name, rest);
      return { kind: name };
    case "start":
    case "reset":
    case "solution": {
      const [labId, ...more] = rest;
      expectNothing(name, more);
      return { kind: name, labId: requireLab(name, labId) };
    }
    case "hint": {
      const [labId, step = "1", ...more] = rest;
      expectNothing(name, more);
      return { kind: "hint", labId: requireLab(name, labId), step: wholeNumber("the hint's number", step, 1, 99) };
    }
    case "check":
      return parseCheck(rest);
    default:
      throw new UsageError(`There is no command "${name}". Say "deno task lab help" for the list.`);
  }
}

function parseCheck(words: readonly string[]): Command {
  const names: string[] = [];
  let watch = false;
  let json = false;
  let seed: number | undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word === "--watch") watch = true;
    else if (word === "--json") json = true;
    else if (word === "--seed") seed = wholeNumber("--seed", words[++index], 0, SEEDS - 1);
    else if (word.startsWith("--seed=")) seed = wholeNumber("--seed", word.slice("--seed=".length), 0, SEEDS - 1);
    else if (word.startsWith("-")) {
      throw new UsageError(`check does not know ${word}. It takes --watch, --json and --seed <n>.`);
    } else names.push(word);
  }
  const [labId, file, ...more] = names;
  expectNothing("check", more);
  if (watch && json) throw new UsageError("--watch and --json do not go together: leave one out.");
  const options = { watch, json, ...(file === undefined ? {} : { file }), ...(seed === undefined ? {} : { seed }) };
  return { kind: "check", labId: requireLab("check", labId), options };
}

function requireLab(command: string, labId: string | undefined): string {
  if (labId === undefined) {
    throw new UsageError(`${command} needs a lab's id, as in "deno task lab ${command} first-overlap".`);
  }
  return labId;
}

function expectNothing(command: string, words: readonly string[]): void {
  if (words.length > 0) throw new UsageError(`${command} does not take "${words.join(" ")}": leave it out.`);
}

function wholeNumber(what: string, word: string | undefined, low: number, high: number): number {
  const value = word !== undefined && /^\d+$/.test(word) ? Number(word) : NaN;
  if (value >= low && value <= high) return value;
  throw new UsageError(
    `${what} must be a whole number from ${low} to ${high}, not ${JSON.stringify(word ?? "nothing")}.`,
  );
}
