/** `::listing{…}`: code cut from a real file, and what that file printed. */
import type { Place } from "./author/problems.ts";
import type { ChapterWork } from "./chapter_work.ts";
import { escapeHtml } from "./markdown/escape_html.ts";
import { slugOf } from "./markdown/slug.ts";

/**
 * HTML of a listing, or `null` when something about it is wrong. Each listing's file is run, shown or not, since an example
 * that does not run is no example; `output="recorded"` also shows what it printed.
 */
export async function renderListing(
  attributes: ReadonlyMap<string, string>,
  place: Place,
  work: ChapterWork,
): Promise<string | null> {
  const file = attributes.get("file") ?? "";
  const region = attributes.get("region");
  const output = attributes.get("output");
  const id = slugOf(["listing", file.replace(/\.[^.]*$/, ""), region ?? ""].join(" "));
  work.claimId(id, place);
  const caption = work.prose.line(attributes.get("caption") ?? "", place);
  if (output !== undefined && output !== "recorded") {
    work.problems.report(place, `listing: output="${output}"`, 'Write output="recorded", or leave it out.');
  }
  if (!/\.tsx?$/.test(file)) {
    work.problems.report(place, `listing: "${file}" is not TypeScript`, "Put code in other languages into fences.");
    return null;
  }
  const code = await work.snippet({ file, region, id }, place);
  if (code === null) return null;
  const printed = await work.printedBy(file, place);
  if (printed === null) return null;
  if (output === "recorded" && printed === "") {
    work.problems.report(place, `${file} prints nothing`, 'Leave out output="recorded", or make it print.');
  }
  return [
    `<figure class="listing" id="${id}">`,
    code,
    ...(output === undefined ? [] : [recorded(printed)]),
    `<figcaption>${caption} <code class="listing-file">${escapeHtml(file)}</code></figcaption>`,
    "</figure>",
  ].join("\n");
}

function recorded(printed: string): string {
  return `<div class="listing-output">
<p class="listing-output-label">Printed by Deno ${Deno.version.deno}</p>
<pre class="output" tabindex="0"><samp>${escapeHtml(printed.replace(/\n$/, ""))}</samp></pre>
</div>`;
}
