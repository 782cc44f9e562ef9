/** The texts of all labs as pages show them, from the same kind of cache as the book. */
import type { Lab } from "../../labs/_runner/lab.ts";
import { Problems } from "./author/problems.ts";
import { cached } from "./cache/cache_file.ts";
import { digest } from "./cache/digest.ts";
import { machineryKey } from "./cache/machinery_key.ts";
import type { Book } from "./chapter.ts";
import { checkLinks } from "./check_links.ts";
import type { LabText } from "./render_task.ts";

/** The labs and the book that they belong to. */
export interface LabTextOptions {
  readonly labs: ReadonlyMap<string, Lab>;
  readonly book: Book;
  /** Absolute path; made when it is not there. */
  readonly cacheFolder: string;
}

/**
 * Task, hints and highlighted starter of each lab, by its id.
 * @throws {SyntaxError} with one line for each mistake in any `task.md`: `file:line: what. remedy`.
 */
export async function loadLabTexts(
  { labs, book, cacheFolder }: LabTextOptions,
): Promise<ReadonlyMap<string, LabText>> {
  const problems = new Problems();
  const machinery = await machineryKey();
  const glossary = JSON.stringify(book.glossary);
  const loaded = await Promise.all([...labs.values()].map(async (lab) => {
    const { id, task, taskLine, hints, starter } = lab;
    const key = await digest([machinery, glossary, id, task, String(taskLine), starter, ...hints]);
    const loading = cached(`${cacheFolder}/book/lab-${id}.json`, key, async () => {
      const { renderLabText } = await import("./render_task.ts");
      return await renderLabText(lab, book.glossary);
    });
    return { id, rendered: await loading.catch(problems.absorb(null)) };
  }));
  const texts = new Map<string, LabText>();
  for (const { id, rendered } of loaded) {
    if (rendered === null) continue;
    texts.set(id, rendered.text);
    checkLinks(rendered.links, { ...book, labIds: new Set(labs.keys()) }, problems);
  }
  problems.throwIfAny();
  return texts;
}
