/** What each directive inside a line becomes: the HTML before and after its words. */
import type { Place, Problems } from "../author/problems.ts";
import { hrefOf, type Link, parseTarget } from "../links.ts";
import { INLINE_DIRECTIVES, readDirective } from "./directive_forms.ts";
import type { InlineDirectiveToken } from "./directive_syntax.ts";
import { escapeHtml } from "./escape_html.ts";
import { plainText } from "./plain_text.ts";
import { slugOf } from "./slug.ts";

/** HTML around the words of a directive. */
export interface InlineForm {
  readonly before: string;
  readonly after: string;
}

/** What inline directives are read against. */
export interface InlineContext {
  readonly problems: Problems;
  /** Where links are noted down. */
  readonly links: Link[];
  /** Plain text of a term's definition, if the glossary has it. */
  definition(termId: string): string | undefined;
}

/** Reads a directive, notes down what it links to; reports and returns `null` when it is wrong. */
export function readInlineDirective(
  token: InlineDirectiveToken,
  place: Place,
  { problems, links, definition }: InlineContext,
): InlineForm | null {
  if (token.unclosed) {
    const remedy = "Close it in the same paragraph, or put the colon in a code span if it is a sign.";
    problems.report(place, `:${token.name}[ is never closed`, remedy);
    return null;
  }
  const attributes = readDirective(token, INLINE_DIRECTIVES, { place, problems });
  if (attributes === null) return null;
  const words = plainText(token.tokens ?? []);
  if (words === "") {
    problems.report(place, `${token.name}: there are no words`, `Write them in the brackets: :${token.name}[words].`);
    return null;
  }
  switch (token.name) {
    case "note":
      return { before: '<small class="note" role="note">', after: "</small>" };
    case "term": {
      const id = attributes.get("id") ?? slugOf(words);
      const link: Link = { ...place, kind: "term", id };
      links.push(link);
      const title = definition(id);
      const tooltip = title === undefined ? "" : ` title="${escapeHtml(title)}"`;
      return { before: `<a class="term" href="${hrefOf(link)}"${tooltip}>`, after: "</a>" };
    }
    case "ref": {
      const to = attributes.get("to") ?? "";
      const link = parseTarget(to, place);
      if (link === null) {
        const remedy = 'Write to="figure:id", to="lab:id", to="chapter:slug" or to="chapter:slug#heading-id".';
        problems.report(place, `ref: "${to}" is not a target`, remedy);
        return null;
      }
      links.push(link);
      return { before: `<a class="ref" href="${hrefOf(link)}">`, after: "</a>" };
    }
    default:
      throw new RangeError(`No form for the directive "${token.name}": add it here and in directive_forms.ts.`);
  }
}
