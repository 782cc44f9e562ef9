/** A folder that lasts as long as a test. */

/** Writes files, path → text, into a new folder; disposing removes it. */
export async function temporaryFolder(
  files: Readonly<Record<string, string>>,
): Promise<AsyncDisposable & { url: URL }> {
  const path = await Deno.makeTempDir();
  const url = new URL(`file://${path}/`);
  for (const [name, text] of Object.entries(files)) {
    const file = new URL(name, url);
    await Deno.mkdir(new URL("./", file), { recursive: true });
    await Deno.writeTextFile(file, text);
  }
  return { url, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}
