import type { Chapter, ChapterPart as Part } from "../../chapters/_render/chapter.ts";
import Question from "../islands/question.tsx";
import { ChapterFigure } from "./chapter_figure.tsx";
import { CompilerPart } from "./compiler_part.tsx";
import { Island } from "./island.tsx";
import { LabPart } from "./lab_part.tsx";
import type { PageContext } from "./page.ts";
import { RawHtml } from "./raw_html.tsx";
import { WaysPart } from "./ways_part.tsx";

interface ChapterPartProps {
  readonly context: PageContext;
  readonly chapter: Chapter;
  readonly part: Part;
}

/** One piece of a chapter's text as it stands in the page. */
export function ChapterPart({ context, chapter, part }: ChapterPartProps) {
  switch (part.kind) {
    case "html":
      return <RawHtml class="prose-part" html={part.html} />;
    case "figure":
      return <ChapterFigure figure={part.figure} />;
    case "compiler":
      return <CompilerPart context={context} exhibit={part.exhibit} />;
    case "ways":
      return <WaysPart context={context} exhibit={part.exhibit} />;
    case "lab":
      return <LabPart context={context} labId={part.labId} />;
    case "question":
      return (
        <div class="question-part" id={`question-${part.question.id}`}>
          <Island
            assets={context.assets}
            name="question"
            component={Question}
            props={{ chapter: chapter.slug, question: part.question }}
          />
        </div>
      );
  }
}
