import { renderDocument } from "./document.tsx";
import type { PageContext } from "./page.ts";

/** Every word that the book defines, once each, in alphabetical order. */
export function glossaryPage(context: PageContext): string {
  const terms = context.book.glossary.toSorted((a, b) => a.term.localeCompare(b.term, "en"));
  const main = (
    <div class="reference">
      <h1>Glossary</h1>
      <p>The words of the book, each defined once and then used in this sense alone.</p>
      <dl class="glossary">
        {terms.map(({ id, term, definition }) => (
          <div key={id} id={id}>
            <dt>{term}</dt>
            <dd dangerouslySetInnerHTML={{ __html: definition }} />
          </div>
        ))}
      </dl>
    </div>
  );
  const description = "The terms of concurrency as the book Interleave uses them, each defined once.";
  return renderDocument(context, { title: "Glossary", description, main });
}
