/** Which labs there are: one for each folder of `labs/` whose name does not begin with `_`. */
import { isSlug, parseTask } from "./front_matter.ts";
import type { Lab } from "./lab.ts";

const FILES = ["task.md", "starter.ts", "drive.ts", "judge.ts", "solution.ts"] as const;
const FOLDERS = ["wrong", "right"] as const;
/** Parts of a drive or a judge that is too long for one file. */
const PART = /^(drive|judge)_[a-z_]+\.ts$/;

/**
 * Reads the labs of a folder (an address that ends in `/`), by id, in order of their ids.
 *
 * Throws `SyntaxError` that names file, line and remedy for a file that is missing or does not belong, a folder that is not
 * named in kebab-case, and front matter that `parseTask` refuses. That a lab's chapter exists is checked by the book.
 */
export async function loadLabs(folder: URL): Promise<ReadonlyMap<string, Lab>> {
  const ids: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    if (entry.name.startsWith("_") || entry.name.startsWith(".")) continue;
    if (!entry.isDirectory) throw refusal(entry.name, 'is a stray file. A lab is a folder; machinery begins with "_"');
    if (!isSlug(entry.name)) throw refusal(entry.name, "is not named in kebab-case. Rename it, as in first-overlap");
    ids.push(entry.name);
  }
  const labs = new Map<string, Lab>();
  for (const id of ids.sort()) labs.set(id, await loadLab(id, new URL(`${id}/`, folder)));
  return labs;
}

async function loadLab(id: string, folder: URL): Promise<Lab> {
  await checkEntries(id, folder);
  const read = (file: typeof FILES[number]) => Deno.readTextFile(new URL(file, folder));
  const { header, body, bodyLine } = parseTask(await read("task.md"), `labs/${id}/task.md`);
  return {
    ...header,
    id,
    task: body,
    taskLine: bodyLine,
    starter: await read("starter.ts"),
    solution: await read("solution.ts"),
    folder,
    driveUrl: new URL("drive.ts", folder),
    judgeUrl: new URL("judge.ts", folder),
  };
}

async function checkEntries(id: string, folder: URL): Promise<void> {
  const missing = new Set<string>(FILES);
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory ? FOLDERS.some((known) => known === name) : missing.delete(name) || PART.test(name)) continue;
    throw refusal(
      `${id}/${name}`,
      `does not belong in a lab. It holds ${
        FILES.join(", ")
      }, drive_<part>.ts, judge_<part>.ts, wrong/ and right/: remove it`,
    );
  }
  for (const file of missing) throw refusal(`${id}/${file}`, "is missing. Every lab has one: write it");
}

function refusal(path: string, sentence: string): SyntaxError {
  return new SyntaxError(`labs/${path}:1: ${sentence}.`);
}
