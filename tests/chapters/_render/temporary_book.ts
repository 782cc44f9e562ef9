/** Books that tests write, each in a folder of its own. */
import { loadBook } from "../../../chapters/_render/load_book.ts";
import type { Book } from "../../../chapters/_render/chapter.ts";

/** A book on disk with its cache; removed when it is disposed. */
export interface TemporaryBook extends AsyncDisposable {
  readonly folder: URL;
  readonly cacheFolder: string;
  write(path: string, text: string): Promise<void>;
  remove(path: string): Promise<void>;
  load(labIds?: readonly string[]): Promise<Book>;
}

/** Writes `files` (path below `chapters/` → text). */
export async function temporaryBook(files: Readonly<Record<string, string>> = {}): Promise<TemporaryBook> {
  const root = await Deno.makeTempDir({ prefix: "book-" });
  const folder = new URL(`file://${root}/chapters/`);
  const cacheFolder = `${root}/cache`;
  const book: TemporaryBook = {
    folder,
    cacheFolder,
    async write(path, text) {
      const file = new URL(path, folder);
      await Deno.mkdir(new URL("./", file), { recursive: true });
      await Deno.writeTextFile(file, text);
    },
    remove: (path) => Deno.remove(new URL(path, folder), { recursive: true }),
    load: (labIds = []) => loadBook({ folder, labIds: new Set(labIds), cacheFolder }),
    [Symbol.asyncDispose]: () => Deno.remove(root, { recursive: true }),
  };
  await Deno.mkdir(folder);
  for (const [path, text] of Object.entries(files)) await book.write(path, text);
  return book;
}

/** A chapter's text: right front matter, then `body`, which begins on line 8. */
export function chapterText(body: string, labs: readonly string[] = []): string {
  return `---
title: Two depots
question: Which scan comes first?
summary: Two depots send scans.
labs: [${labs.join(", ")}]
minutes: 5
---
${body}`;
}

/** Line of the file on which the body of `chapterText` begins. */
export const BODY_LINE = 8;
