/** `chapter.md` → `Chapter`. Loaded only when a chapter is not in the cache. */
import { type Place, Problems } from "./author/problems.ts";
import { machineryKey } from "./cache/machinery_key.ts";
import { Pieces } from "./cache/pieces.ts";
import type { Chapter, ChapterPart, GlossaryTerm, Heading } from "./chapter.ts";
import { type ChapterFolder, readChapterFolder } from "./chapter_folder.ts";
import { renderParts } from "./chapter_parts.ts";
import { chapterRules } from "./chapter_rules.ts";
import { ChapterWork } from "./chapter_work.ts";
import { readFrontMatter } from "./front_matter.ts";
import { definitionsOf } from "./glossary_definitions.ts";
import type { Link } from "./links.ts";
import { Prose } from "./markdown/prose.ts";
import { Sections } from "./sections.ts";

/** A chapter, and what it points at: whether that exists, `check_links.ts` says when all chapters are there. */
export interface RenderedChapter {
  readonly chapter: Chapter;
  readonly links: readonly Link[];
}

/** What a chapter is rendered with. */
export interface RenderOptions {
  readonly glossary: readonly GlossaryTerm[];
  /** Absolute path. */
  readonly cacheFolder: string;
}

/**
 * Renders the chapter in `folder` (a `file:` address with a slash at its end).
 * @throws {SyntaxError} with one line for each mistake in it: `file:line: what. remedy`.
 */
export async function renderChapter(folder: URL, options: RenderOptions): Promise<RenderedChapter> {
  return await renderFolder(readChapterFolder(folder), { ...options, machinery: await machineryKey() });
}

/** The same for a folder that was read already. */
export async function renderFolder(
  folder: ChapterFolder,
  { glossary, cacheFolder, machinery }: RenderOptions & { readonly machinery: string },
): Promise<RenderedChapter> {
  const file = `${folder.path}/chapter.md`;
  const problems = new Problems();
  const { header, body, bodyLine, labsAt } = readFrontMatter(folder.files.get("chapter.md") ?? "", file, problems);

  const headings: Heading[] = [];
  const links: Link[] = [];
  const ids = new Map<string, number>();
  const pieces = await Pieces.open(`${cacheFolder}/book/${folder.slug}.pieces.json`, machinery);
  const rules = chapterRules({ problems, headings, ids });
  const prose = new Prose({ rules, problems, links, definitions: definitionsOf(glossary), pieces });
  const work = new ChapterWork({ folder, problems, prose, pieces, ids, denoFolder: `${cacheFolder}/book/deno` });

  const blocks = prose.blocks(body, { file, line: bodyLine });
  const sections = new Sections({ slug: folder.slug, title: header.title });
  const { parts, keys } = await renderParts(blocks, { work, sections, headings, links });
  checkLabs(parts, header.labs, { labsAt, problems });
  work.finish();
  await pieces.save();
  problems.throwIfAny();
  const { number, slug } = folder;
  const { documents: search, words } = sections;
  return { chapter: { ...header, number, slug, headings, parts, keys, search, words }, links };
}

function checkLabs(
  parts: readonly ChapterPart[],
  named: readonly string[],
  { labsAt, problems }: { readonly labsAt: Place; readonly problems: Problems },
): void {
  const shown = parts.flatMap((part) => part.kind === "lab" ? [part.labId] : []);
  if (shown.join() === named.join()) return;
  const what = `"labs" is [${named.join(", ")}], but the text shows [${shown.join(", ")}]`;
  problems.report(labsAt, what, "Name the ids of all ::lab{…}, in the order of the text.");
}
