import type { Chapter } from "../../chapters/_render/chapter.ts";
import ProgressMarks from "../islands/progress_marks.tsx";
import { about } from "./about_minutes.ts";
import { BOOK_NAME } from "./book_name.ts";
import { renderDocument } from "./document.tsx";
import { Island } from "./island.tsx";
import { LabList } from "./lab_list.tsx";
import type { PageContext } from "./page.ts";

const SUBTITLE = "An interactive textbook on concurrency";

const DESCRIPTION =
  "An interactive textbook on concurrency for backend engineers: what runs when, and why it stalls. " +
  "Real TypeScript runs in the page, on Deno’s event loop and on schedulers whose every step is recorded.";

/** The first page: what the book is, and its chapters with their labs. */
export function contentsPage(context: PageContext): string {
  const { book } = context;
  const minutes = book.chapters.reduce((sum, chapter) => sum + chapter.minutes, 0);
  const main = (
    <div class="contents">
      <header class="contents-head">
        <h1>{BOOK_NAME}</h1>
        <p class="subtitle">{SUBTITLE}</p>
        <p>
          You use async code every day. This book shows you what runs when, and why it stalls: on real threads and real
          event loops, in the page, with your own code.
        </p>
        <p>
          Each chapter opens with a question from work and lets you run something before it explains. Its labs check
          what your code did, not what it claims, and draw every timeline from a recorded run.
        </p>
      </header>
      <h2>Chapters</h2>
      <Island assets={context.assets} name="progress_marks" component={ProgressMarks} props={{}} />
      <ol class="chapter-list">
        {book.chapters.map((chapter) => <ChapterEntry key={chapter.slug} chapter={chapter} context={context} />)}
      </ol>
      <p class="label">{about(minutes)} in all</p>
    </div>
  );
  return renderDocument(context, { description: DESCRIPTION, main });
}

function ChapterEntry({ chapter, context }: { readonly chapter: Chapter; readonly context: PageContext }) {
  return (
    <li>
      <span class="chapter-number" aria-hidden="true">{chapter.number}</span>
      <div>
        <h3>
          <a href={`/chapters/${chapter.slug}`}>
            <span class="visually-hidden">Chapter {chapter.number}:</span> {chapter.title}
          </a>
        </h3>
        <p class="chapter-question">{chapter.question}</p>
        <p class="label">{about(chapter.minutes)}</p>
        <LabList labs={context.labs} ids={chapter.labs} />
      </div>
    </li>
  );
}
