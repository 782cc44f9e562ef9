/** The files of a folder as texts: what cache keys are made of. */

/**
 * Path below the folder → text, in the order of the paths. Names that begin with a dot are not content.
 *
 * Synchronous: a start reads some hundred small files, and to await each costs more than to read it.
 */
export function folderTexts(folder: URL): ReadonlyMap<string, string> {
  const paths = filePaths(folder, "").sort();
  return new Map(paths.map((path) => [path, Deno.readTextFileSync(new URL(encodeURI(path), folder))]));
}

function filePaths(folder: URL, below: string): string[] {
  const entries = [...Deno.readDirSync(new URL(encodeURI(below), folder))];
  return entries.filter(({ name }) => !name.startsWith(".")).flatMap((entry) =>
    entry.isDirectory ? filePaths(folder, `${below}${entry.name}/`) : [`${below}${entry.name}`]
  );
}
