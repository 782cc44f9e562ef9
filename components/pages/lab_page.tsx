import type { Lab } from "../../labs/_runner/lab.ts";
import { renderDocument } from "./document.tsx";
import { LabPart } from "./lab_part.tsx";
import type { PageContext } from "./page.ts";

/** A lab on a page of its own: the same panel as in its chapter, and how to work on it in one's own editor. */
export function labPage(context: PageContext, lab: Lab): string {
  const chapter = context.book.chapters.find(({ slug }) => slug === lab.chapter);
  const main = (
    <article class="lab-page">
      <header>
        {chapter && (
          <p class="label">
            Lab of chapter {chapter.number}, <a href={`/chapters/${chapter.slug}#lab-${lab.id}`}>{chapter.title}</a>
          </p>
        )}
        <h1>{lab.title}</h1>
      </header>
      <LabPart context={context} labId={lab.id} />
      <section class="run-locally prose" aria-labelledby="in-your-own-editor">
        <h2 id="in-your-own-editor">In your own editor</h2>
        <p>
          The same file and the same tests, from the folder of the book. The first command copies the starter to{" "}
          <code>workspace/{lab.id}.ts</code>; the second gives the verdict that this page gives.
        </p>
        <pre tabindex={0}><code>{`deno task lab start ${lab.id}\ndeno task lab check ${lab.id}`}</code></pre>
      </section>
    </article>
  );
  const description = `A self-checking lab of the book Interleave, ${lab.minutes} minutes: ${lab.title}.`;
  return renderDocument(context, { title: lab.title, description, main });
}
