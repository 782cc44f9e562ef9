/** `::figure{…}`: a drawing that a module of the chapter makes. */
import type { Place } from "./author/problems.ts";
import type { Figure } from "./chapter.ts";
import type { ChapterWork } from "./chapter_work.ts";
import { KEBAB } from "./markdown/slug.ts";

/** The `number`th figure of its chapter, or `null` when something about it is wrong. */
export async function renderFigure(
  attributes: ReadonlyMap<string, string>,
  number: number,
  { place, work }: { readonly place: Place; readonly work: ChapterWork },
): Promise<Figure | null> {
  const id = attributes.get("id") ?? "";
  const file = attributes.get("file") ?? "";
  if (!KEBAB.test(id)) work.problems.report(place, `figure: "${id}" is not an id`, "Write it like three-in-a-row.");
  work.claimId(`figure-${id}`, place);
  const caption = work.prose.line(attributes.get("caption") ?? "", place);
  const svg = await work.drawing(file, place);
  if (svg === null) return null;
  const label = `Figure ${work.folder.number}.${number}`;
  return { id, label, caption, svg, description: attributes.get("alt") ?? "" };
}
