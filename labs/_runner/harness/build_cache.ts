/** Build products kept in a cache folder under a name that says what they were built from. */

/**
 * A short hash of the contents of some files, in the order given.
 *
 * esbuild's version counts as content: it is pinned in `deno.json`, which is hashed too.
 */
export async function hashFiles(files: readonly URL[]): Promise<string> {
  const settings = new URL("../../../deno.json", import.meta.url);
  const contents = await Promise.all([settings, ...files].map((file) => Deno.readFile(file)));
  const sizes = new TextEncoder().encode(contents.map((content) => content.length).join(","));
  const digest = await crypto.subtle.digest("SHA-256", await new Blob([sizes, ...contents]).arrayBuffer());
  return new Uint8Array(digest).toHex().slice(0, 16);
}

/**
 * Makes `folder` exist with these files, path → text, in one step.
 *
 * Two processes may build at once; each writes beside the place and moves its folder there, and the second finds it taken
 * by the same files.
 */
export async function putFolder(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  const draft = `${folder}.${crypto.randomUUID()}`;
  for (const [path, text] of files) {
    const file = `${draft}/${path}`;
    await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(file, text);
  }
  try {
    await Deno.rename(draft, folder);
  } catch (error) {
    await Deno.remove(draft, { recursive: true });
    if (!await exists(folder)) throw error;
  }
}

/** Whether there is something at the path. */
export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
