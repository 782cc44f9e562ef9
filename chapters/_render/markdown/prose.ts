/**
 * Authors' Markdown as HTML, in the strict form that the book uses.
 *
 * Markdown with tables, and the directives inside lines. No HTML, no images (figures are drawn), no links to places in the
 * book but by `:ref`, which is checked. A text is first checked as a whole, then turned into HTML.
 */
import type { Marked, Tokens } from "marked";
import type { Place, Problems } from "../author/problems.ts";
import type { Pieces } from "../cache/pieces.ts";
import { highlightCode, isLanguage } from "../highlight.ts";
import type { Link } from "../links.ts";
import { Annotations } from "./annotations.ts";
import { bookMarkdown } from "./book_markdown.ts";
import { type CheckContext, checkTokens, type ProseRules, reportMisplaced } from "./check_tokens.ts";
import type { BlockDirectiveToken } from "./directive_syntax.ts";
import { plainText } from "./plain_text.ts";
import { placeBlocks, type PlacedToken, walk } from "./token_walk.ts";

/** Turns the Markdown of one author's file into HTML, and notes down what it links to. */
export class Prose {
  readonly #annotations = new Annotations();
  readonly #marked: Marked = bookMarkdown(this.#annotations);
  readonly #context: CheckContext;
  readonly #pieces: Pieces;
  readonly #fenceNumbers = new Map<Tokens.Code, number>();

  constructor(options: {
    readonly rules: ProseRules;
    readonly problems: Problems;
    readonly links: Link[];
    /** Term id → plain text of its definition. */
    readonly definitions: ReadonlyMap<string, string>;
    readonly pieces: Pieces;
  }) {
    const { pieces, definitions, ...context } = options;
    this.#pieces = pieces;
    this.#context = { ...context, annotations: this.#annotations, definition: (id) => definitions.get(id) };
  }

  /** The blocks of the main text, checked, each with its line. Directives and questions at the top are for the caller. */
  blocks(markdown: string, place: Place): PlacedToken[] {
    const blocks = this.#checked(markdown, place);
    // Only these fences are numbered: the texts of questions are made side by side, in no fixed order.
    for (const fence of fencesIn(blocks)) this.#fenceNumbers.set(fence, this.#fenceNumbers.size + 1);
    return blocks;
  }

  /** HTML of checked blocks. */
  async html(blocks: readonly PlacedToken[]): Promise<string> {
    for (const fence of fencesIn(blocks)) this.#annotations.code.set(fence, await this.#fence(fence));
    return this.#marked.parser(blocks.map(({ token }) => token)).trim();
  }

  /** A text of any length without directives of its own. A lone paragraph loses its `<p>`, and so fits into any element. */
  async text(markdown: string, place: Place): Promise<string> {
    const blocks = this.#checked(markdown, place).filter(({ token }) => token.type !== "space");
    for (const { token, line } of blocks) {
      const here = { file: place.file, line };
      if (token.type === "block-directive") {
        reportMisplaced(`::${(token as BlockDirectiveToken).name}`, here, this.#context);
      } else if (token.type === "code" && (token as Tokens.Code).lang === "question") {
        reportMisplaced("a question", here, this.#context);
      } else if (token.type === "heading" && this.#context.rules.headings === "main-text") {
        reportMisplaced("a heading", here, this.#context);
      }
    }
    const [only] = blocks;
    if (blocks.length !== 1 || only?.token.type !== "paragraph") return await this.html(blocks);
    return this.#marked.Parser.parseInline((only.token as Tokens.Paragraph).tokens, this.#marked.defaults);
  }

  /** Words in one line: captions, options, definitions. */
  line(markdown: string, place: Place): string {
    const tokens = this.#marked.Lexer.lexInline(markdown, this.#marked.defaults);
    for (const token of tokens) checkTokens({ token, line: place.line, depth: 1 }, place.file, this.#context);
    return this.#marked.Parser.parseInline(tokens, this.#marked.defaults);
  }

  /** Words in one line without their marks. */
  words(markdown: string): string {
    return plainText(this.#marked.Lexer.lexInline(markdown, this.#marked.defaults));
  }

  #checked(markdown: string, place: Place): PlacedToken[] {
    const blocks = placeBlocks(this.#marked.lexer(markdown), place.line);
    for (const block of blocks) checkTokens(block, place.file, this.#context);
    return blocks;
  }

  async #fence(fence: Tokens.Code): Promise<string> {
    const { text, lang = "" } = fence;
    if (!isLanguage(lang)) return ""; // Reported when it was checked.
    const number = this.#fenceNumbers.get(fence);
    const linePrefix = number === undefined ? undefined : `code-${number}`;
    const options = linePrefix === undefined ? {} : { linePrefix };
    return await this.#pieces.piece(["code", text, lang, linePrefix ?? ""], () => highlightCode(text, lang, options));
  }
}

function fencesIn(blocks: readonly PlacedToken[]): Tokens.Code[] {
  const tokens = blocks.flatMap((block) => [...walk(block)]).map(({ token }) => token);
  return tokens.filter((token): token is Tokens.Code => token.type === "code" && token.lang !== "question");
}
