/** Looks for what chapters point at. Only a whole book can tell whether a link leads somewhere. */
import { suggest } from "./author/near_miss.ts";
import type { Problems } from "./author/problems.ts";
import type { Chapter, GlossaryTerm } from "./chapter.ts";
import type { Link } from "./links.ts";

/** All that can be pointed at. */
export interface LinkTargets {
  readonly chapters: readonly Chapter[];
  readonly glossary: readonly GlossaryTerm[];
  readonly labIds: ReadonlySet<string>;
}

/** Reports each of `links` that leads nowhere; `from` is the chapter that they are in, if they are in one. */
export function checkLinks(
  links: readonly Link[],
  targets: LinkTargets & { readonly from?: Chapter },
  problems: Problems,
): void {
  for (const link of links) {
    const missing = missingTarget(link, targets);
    if (missing !== null) problems.report(link, missing.what, missing.remedy);
  }
}

function missingTarget(
  link: Link,
  { chapters, glossary, labIds, from }: LinkTargets & { readonly from?: Chapter },
): { readonly what: string; readonly remedy: string } | null {
  switch (link.kind) {
    case "term":
      return absent(link.id, glossary.map(({ id }) => id), "the glossary has no term");
    case "lab":
      return absent(link.id, labIds, "there is no lab");
    case "figure": {
      const figures = from?.parts.flatMap((part) => part.kind === "figure" ? [part.figure.id] : []) ?? [];
      return absent(link.id, figures, "this chapter has no figure");
    }
    case "chapter": {
      const chapter = chapters.find(({ slug }) => slug === link.slug);
      if (chapter === undefined) return absent(link.slug, chapters.map(({ slug }) => slug), "there is no chapter");
      if (link.heading === undefined) return null;
      return absent(link.heading, chapter.headings.map(({ id }) => id), `${link.slug} has no heading`);
    }
  }
}

function absent(id: string, known: Iterable<string>, what: string): { what: string; remedy: string } | null {
  const ids = [...known];
  return ids.includes(id) ? null : { what: `${what} "${id}"`, remedy: suggest(id, ids) };
}
