import type { Book, Chapter } from "../../chapters/_render/chapter.ts";

/** The chapters before and after this one. */
export function ChapterTurn({ book, chapter }: { readonly book: Book; readonly chapter: Chapter }) {
  const at = book.chapters.findIndex(({ slug }) => slug === chapter.slug);
  const before = book.chapters[at - 1];
  const after = book.chapters[at + 1];
  if (before === undefined && after === undefined) return null;
  return (
    <nav class="chapter-turn" aria-label="Neighbouring chapters">
      {before && (
        <a class="previous" rel="prev" href={`/chapters/${before.slug}`}>
          <span class="label">Before</span> {before.title}
        </a>
      )}
      {after && (
        <a class="next" rel="next" href={`/chapters/${after.slug}`}>
          <span class="label">Next</span> {after.title}
        </a>
      )}
    </nav>
  );
}
