/**
 * The whole book from its folder: chapters, glossary, and the check that all of it holds together.
 *
 * What was rendered is kept in a cache under the hash of all that it was made from. A book that is in the cache loads
 * without marked, shiki or YAML: they are imported only where something has to be rendered. After an edit only the edited
 * chapter is.
 */
import { suggest } from "./author/near_miss.ts";
import { Problems } from "./author/problems.ts";
import { cached } from "./cache/cache_file.ts";
import { digest } from "./cache/digest.ts";
import { machineryKey } from "./cache/machinery_key.ts";
import type { Book } from "./chapter.ts";
import { type ChapterFolder, readChapterFolder } from "./chapter_folder.ts";
import { checkLinks } from "./check_links.ts";
import type { RenderedGlossary } from "./glossary.ts";
import type { RenderedChapter } from "./render_chapter.ts";

/** Where the book is and what it may point at. */
export interface BookOptions {
  /** `chapters/`, with a slash at its end. */
  readonly folder: URL;
  /** The labs that there are. */
  readonly labIds: ReadonlySet<string>;
  /** Absolute path; made when it is not there. */
  readonly cacheFolder: string;
}

/**
 * Loads the book, its chapters in the order of their numbers.
 * @throws {SyntaxError} with one line for each mistake in any of its files: `file:line: what. remedy`.
 */
export async function loadBook({ folder, labIds, cacheFolder }: BookOptions): Promise<Book> {
  const problems = new Problems();
  const machinery = await machineryKey();
  const glossaryText = await readIfThere(new URL("glossary.yaml", folder));
  const glossary = await loadGlossary(glossaryText, { folder, machinery, cacheFolder }).catch(
    problems.absorb(NO_TERMS),
  );

  const loading = (await chapterNames(folder, problems)).map(async (name) => {
    return await loadChapter(readChapterFolder(new URL(`${name}/`, folder)), {
      glossary,
      glossaryText,
      machinery,
      cacheFolder,
    });
  });
  const rendered = (await Promise.all(loading.map((chapter) => chapter.catch(problems.absorb(null)))))
    .filter((chapter) => chapter !== null);
  problems.throwIfAny();

  const chapters = rendered.map(({ chapter }) => chapter);
  const targets = { chapters, glossary: glossary.terms, labIds };
  for (const { chapter, links } of rendered) checkLinks(links, { ...targets, from: chapter }, problems);
  checkLinks(glossary.links, targets, problems);
  problems.throwIfAny();
  return { chapters, glossary: glossary.terms };
}

const NO_TERMS: RenderedGlossary = { terms: [], links: [] };

interface Common {
  readonly machinery: string;
  readonly cacheFolder: string;
}

async function loadGlossary(
  yaml: string,
  { folder, machinery, cacheFolder }: Common & { readonly folder: URL },
): Promise<RenderedGlossary> {
  const file = `${folder.pathname.split("/").at(-2)}/glossary.yaml`;
  return await cached(`${cacheFolder}/book/glossary.json`, await digest([machinery, file, yaml]), async () => {
    const { renderGlossary } = await import("./glossary.ts");
    return renderGlossary(yaml, file);
  });
}

async function loadChapter(
  folder: ChapterFolder,
  { glossary, glossaryText, machinery, cacheFolder }: Common & {
    readonly glossary: RenderedGlossary;
    readonly glossaryText: string;
  },
): Promise<RenderedChapter> {
  const key = await digest([machinery, glossaryText, folder.path, ...[...folder.files].flat()]);
  return await cached(`${cacheFolder}/book/${folder.slug}.json`, key, async () => {
    const { renderFolder } = await import("./render_chapter.ts");
    return await renderFolder(folder, { glossary: glossary.terms, machinery, cacheFolder });
  });
}

/** Names of the chapters' folders in order; reports what is none, and what two chapters share. */
async function chapterNames(folder: URL, problems: Problems): Promise<string[]> {
  const book = folder.pathname.split("/").at(-2);
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory && !/^[._]/.test(name)) names.push(name);
    else if (!isDirectory && !name.startsWith(".") && name !== "glossary.yaml") {
      const remedy = `Move it into a chapter's folder or remove it. ${suggest(name, ["glossary.yaml"])}`;
      problems.report({ file: `${book}/${name}`, line: 1 }, "the book has no use for this file", remedy);
    }
  }
  names.sort();
  const parts = [/^\d+/, /[a-z].*/] as const;
  for (const [index, name] of names.entries()) {
    const twin = names.slice(0, index).find((other) =>
      parts.some((part) => part.exec(other)?.[0] === part.exec(name)?.[0])
    );
    if (twin === undefined) continue;
    problems.report(
      { file: `${book}/${name}`, line: 1 },
      `${twin} has that number or slug too`,
      "Rename one of the two.",
    );
  }
  return names;
}

async function readIfThere(file: URL): Promise<string> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
