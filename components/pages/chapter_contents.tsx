import type { Heading } from "../../chapters/_render/chapter.ts";

/** The chapter's headings: in the margin where there is one, else between its head and its text. */
export function ChapterContents({ headings }: { readonly headings: readonly Heading[] }) {
  if (headings.length === 0) return null;
  return (
    <nav class="chapter-contents" aria-labelledby="in-this-chapter">
      <h2 id="in-this-chapter">In this chapter</h2>
      <ol>
        {headings.map(({ id, level, text }) => (
          <li key={id} class={`heading-${level}`}>
            <a href={`#${id}`}>{text}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
