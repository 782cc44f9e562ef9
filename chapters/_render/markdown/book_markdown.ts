/** marked, set up for the book: directives, headings with ids, highlighted fences. */
import { Marked, type Token, type Tokens } from "marked";
import type { Annotations } from "./annotations.ts";
import { blockDirective, inlineDirective } from "./directive_syntax.ts";
import { escapeHtml } from "./escape_html.ts";
import { typographic } from "./typography.ts";

/** A parser and renderer that finds in `annotations` what the check has learnt. */
export function bookMarkdown(annotations: Annotations): Marked {
  return new Marked({
    extensions: [
      // Drawn by whoever asked for the blocks; inside anything else it was reported.
      { ...blockDirective, renderer: () => "" },
      {
        ...inlineDirective,
        renderer(token) {
          const { before = "", after = "" } = annotations.inline.get(token) ?? {};
          return before + this.parser.parseInline(token.tokens ?? []) + after;
        },
      },
    ],
    renderer: {
      heading(token: Tokens.Heading) {
        const { tag = "p", id, words = token.tokens } = annotations.headings.get(token) ?? {};
        const attribute = id === undefined ? "" : ` id="${id}"`;
        return `<${tag}${attribute}>${this.parser.parseInline(words as Token[])}</${tag}>\n`;
      },
      text(token: Tokens.Text | Tokens.Escape) {
        if ("tokens" in token && token.tokens !== undefined) return this.parser.parseInline(token.tokens);
        return escapeHtml(typographic(token.text));
      },
      code(token: Tokens.Code) {
        return `${annotations.code.get(token) ?? ""}\n`;
      },
    },
  });
}
