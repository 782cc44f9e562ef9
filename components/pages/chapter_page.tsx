import type { Chapter } from "../../chapters/_render/chapter.ts";
import ProgressMarks from "../islands/progress_marks.tsx";
import { about } from "./about_minutes.ts";
import { ChapterContents } from "./chapter_contents.tsx";
import { ChapterPart } from "./chapter_part.tsx";
import { ChapterTurn } from "./chapter_turn.tsx";
import { renderDocument } from "./document.tsx";
import { Island } from "./island.tsx";
import { LabList } from "./lab_list.tsx";
import type { PageContext } from "./page.ts";

/** One chapter: its head, its mini-contents, its text with everything that comes alive in it, and the way on. */
export function chapterPage(context: PageContext, chapter: Chapter): string {
  const main = (
    <article class="chapter">
      <header class="chapter-head">
        <p class="label">Chapter {chapter.number}</p>
        <h1>{chapter.title}</h1>
        <p class="chapter-question">{chapter.question}</p>
        <p class="label">{about(chapter.minutes)}</p>
      </header>
      <ChapterContents headings={chapter.headings} />
      <div class="chapter-text prose">
        {chapter.parts.map((part, index) => (
          <ChapterPart
            key={index}
            context={context}
            chapter={chapter}
            part={part}
          />
        ))}
      </div>
      <ChapterLabs context={context} chapter={chapter} />
      <ChapterTurn book={context.book} chapter={chapter} />
    </article>
  );
  return renderDocument(context, { title: chapter.title, description: chapter.summary, main });
}

function ChapterLabs({ context, chapter }: { readonly context: PageContext; readonly chapter: Chapter }) {
  if (chapter.labs.length === 0) return null;
  return (
    <section class="chapter-labs" aria-labelledby="labs-of-this-chapter">
      <h2 id="labs-of-this-chapter">Labs of this chapter</h2>
      <Island assets={context.assets} name="progress_marks" component={ProgressMarks} props={{}} />
      <LabList labs={context.labs} ids={chapter.labs} />
    </section>
  );
}
