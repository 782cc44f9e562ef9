/** The part of every cache key that is not the author's: what renders, what figures and listings may import, and Deno. */
import { digest } from "./digest.ts";
import { folderTexts } from "./folder_texts.ts";

const ROOT = new URL("../../../", import.meta.url);

/** Chapters import from no other folders (`tests/lint/directions.ts`). Pinned versions are in `deno.json`. */
const FOLDERS = ["chapters/_render/", "chapters/_listings/", "labs/_runtime/", "components/drawing/"];

/** Changes whenever any of it changes. */
export async function machineryKey(): Promise<string> {
  const settings = Deno.readTextFileSync(new URL("deno.json", ROOT));
  const sources = FOLDERS.flatMap((folder) => [...folderTexts(new URL(folder, ROOT))].flat());
  return await digest([Deno.version.deno, settings, ...sources]);
}
