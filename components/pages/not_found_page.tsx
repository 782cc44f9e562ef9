import { renderDocument } from "./document.tsx";
import type { PageContext } from "./page.ts";

/** What stands at an address that is no page. */
export function notFoundPage(context: PageContext): string {
  const main = (
    <div class="reference">
      <h1>No such page</h1>
      <p>
        There is nothing at this address. Chapters and labs keep theirs, so a mistyped one is the likeliest cause: the
        {" "}
        <a href="/">contents</a> list them all.
      </p>
    </div>
  );
  return renderDocument(context, { title: "No such page", description: "There is no page at this address.", main });
}
