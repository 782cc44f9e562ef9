/** The words of a chapter by section: one search document for each, and a count of all. */
import type { Heading, SearchDocument } from "./chapter.ts";
import { countWords } from "./markdown/plain_text.ts";

/** Gathers words in the order of the text. */
export class Sections {
  readonly #chapter: { readonly slug: string; readonly title: string };
  readonly #sections: { readonly heading: Heading | null; readonly words: string[] }[] = [{ heading: null, words: [] }];

  constructor(chapter: { readonly slug: string; readonly title: string }) {
    this.#chapter = chapter;
  }

  /** Starts the section under a heading. */
  open(heading: Heading): void {
    this.#sections.push({ heading, words: [] });
  }

  /** Adds plain text to the current section. */
  add(text: string): void {
    if (text !== "") this.#sections.at(-1)!.words.push(text);
  }

  /** Words of the running text and its headings. */
  get words(): number {
    const texts = this.#sections.flatMap(({ heading, words }) => [heading?.text ?? "", ...words]);
    return texts.reduce((sum, text) => sum + countWords(text), 0);
  }

  /** One document a section; what stands before the first heading goes under the chapter's title. */
  get documents(): SearchDocument[] {
    const { slug, title } = this.#chapter;
    return this.#sections
      .filter(({ heading, words }) => heading !== null || words.length > 0)
      .map(({ heading, words }) => ({
        href: `/chapters/${slug}${heading === null ? "" : `#${heading.id}`}`,
        chapter: title,
        heading: heading?.text ?? title,
        text: words.join(" "),
      }));
  }
}
