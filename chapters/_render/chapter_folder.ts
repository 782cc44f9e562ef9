/** A chapter as its author wrote it: all files of `chapters/<nn>-<slug>/`. */
import { AuthorError } from "./author/problems.ts";
import { folderTexts } from "./cache/folder_texts.ts";

/** Read once; everything that is rendered comes from these texts. */
export interface ChapterFolder {
  readonly number: number;
  readonly slug: string;
  readonly url: URL;
  /** `chapters/01-what-runs-when`, for messages. */
  readonly path: string;
  /** Path below the folder → text. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Reads a chapter's folder; `url` ends with a slash.
 * @throws {SyntaxError} when it is not named `<nn>-<slug>` or holds no `chapter.md`.
 */
export function readChapterFolder(url: URL): ChapterFolder {
  const [book = "", name = ""] = decodeURIComponent(url.pathname).split("/").slice(-3, -1);
  const path = `${book}/${name}`;
  const [, number, slug] = /^(\d{2})-([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(name) ?? [];
  if (number === undefined || slug === undefined) {
    const remedy = "Call it <nn>-<slug>, as in 01-what-runs-when; _names are machinery.";
    throw new AuthorError([{ file: path, line: 1, what: "this is not the name of a chapter", remedy }]);
  }
  const files = folderTexts(url);
  if (!files.has("chapter.md")) {
    const remedy = "Write its front matter and text there.";
    throw new AuthorError([{ file: `${path}/chapter.md`, line: 1, what: "the chapter has no text", remedy }]);
  }
  return { number: Number(number), slug, url, path, files };
}
