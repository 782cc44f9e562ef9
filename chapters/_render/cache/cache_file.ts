/**
 * One value in one file, under the key of what it was made from.
 *
 * The first line holds the key and the digest of the rest. A file that is missing, of another key, cut off or damaged is a
 * miss: the caller makes the value again and writes over it.
 */
import { digest } from "./digest.ts";

/** The value that was written under `key`, or `undefined`. */
export async function readCached(path: string, key: string): Promise<unknown> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  return text.slice(0, Math.max(0, end)) === `${key} ${await digest([body])}` ? JSON.parse(body) : undefined;
}

/** Writes in one step: a reader, or a start after a crash, sees the old file or the new one, never half of one. */
export async function writeCached(path: string, key: string, value: unknown): Promise<void> {
  const body = JSON.stringify(value);
  const temporary = `${path}.${crypto.randomUUID()}`;
  await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  try {
    await Deno.writeTextFile(temporary, `${key} ${await digest([body])}\n${body}`);
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {}); // Not there when the disk was full before it was made.
    throw error;
  }
}

/** The cached value, or the one that `make` returns, which is then cached. `T` must survive JSON. */
export async function cached<T>(path: string, key: string, make: () => Promise<T>): Promise<T> {
  const found = await readCached(path, key);
  if (found !== undefined) return found as T;
  const made = await make();
  await writeCached(path, key, made);
  return made;
}
