/** The words after `deno task prove`. */
import { UsageError } from "./command.ts";

/** What to prove, how often, and whether under load. */
export interface ProveOptions {
  /** Empty for all. */
  readonly labIds: readonly string[];
  readonly runs: number;
  readonly load: boolean;
}

/** Reads the words. Throws `UsageError`. */
export function parseProve(words: readonly string[]): ProveOptions {
  const labIds: string[] = [];
  let runs = 1;
  let load = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word === "--load") load = true;
    else if (word === "--runs") runs = countOf(words[++index]);
    else if (word.startsWith("-")) {
      throw new UsageError(`prove does not know ${word}: it takes lab ids, --runs <n> and --load.`);
    } else labIds.push(word);
  }
  return { labIds, runs, load };
}

function countOf(word: string | undefined): number {
  const runs = Number(word);
  if (Number.isInteger(runs) && runs >= 1) return runs;
  throw new UsageError("--runs needs a whole number from 1, as in --runs 100.");
}
