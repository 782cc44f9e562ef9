/** Which files of its own folder a source file names. */

/** An import, or the `new URL("./…", import.meta.url)` of a Worker: any quoted text that begins with `./` or `../`. */
const RELATIVE = /(["'`])(\.{1,2}\/[^"'`\n]+)\1/g;

/**
 * `roots` and every file of `files` (path → text) that can be reached from them by references. An address that is put
 * together while the program runs may be that of any file.
 */
export function reachableFiles(files: ReadonlyMap<string, string>, roots: Iterable<string>): ReadonlySet<string> {
  const reached = new Set<string>(roots);
  for (const path of reached) { // Grows while it is walked.
    for (const [, , address = ""] of (files.get(path) ?? "").matchAll(RELATIVE)) {
      if (address.includes("${")) return new Set([...reached, ...files.keys()]);
      // Resolved below a root that is deep enough for `../../labs/…`, which then is no file of the folder.
      const target = new URL(address, `file:///a/b/c/${path}`).pathname.replace(/^\/a\/b\/c\//, "");
      if (files.has(target)) reached.add(target);
    }
  }
  return reached;
}
