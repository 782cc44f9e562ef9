/** What Markdown may hold in this book: everything else is refused with its line. */
import type { Tokens } from "marked";
import type { Place } from "../author/problems.ts";
import type { Annotations, HeadingForm } from "./annotations.ts";
import type { BlockDirectiveToken, InlineDirectiveToken } from "./directive_syntax.ts";
import { type InlineContext, readInlineDirective } from "./inline_forms.ts";
import { type PlacedToken, walk } from "./token_walk.ts";

/** What differs between a chapter and a lab's task. */
export interface ProseRules {
  readonly fences: {
    /** Those that fences may be in. */
    readonly languages: readonly string[];
    /** What to do about others. */
    readonly remedy: string;
  };
  /** Whether the texts of fields may hold headings too. */
  readonly headings: "main-text" | "anywhere";
  /** How a heading appears; reports headings that may not be. */
  heading(heading: Tokens.Heading, place: Place): HeadingForm;
}

/** What tokens are checked against, and where the outcome goes. */
export interface CheckContext extends InlineContext {
  readonly rules: ProseRules;
  readonly annotations: Annotations;
}

/** Checks a token and all inside it. */
export function checkTokens(placed: PlacedToken, file: string, context: CheckContext): void {
  const { problems, annotations, rules } = context;
  for (const { token, line, depth } of walk(placed)) {
    const place = { file, line };
    switch (token.type) {
      case "html":
        problems.report(
          place,
          "HTML in Markdown",
          "Write Markdown, or put a `<` that is meant as a sign in a code span.",
        );
        break;
      case "image":
        problems.report(place, "an image", "Draw it: ::figure{…} takes a module that returns SVG.");
        break;
      case "link":
        checkLink(token as Tokens.Link, place, context);
        break;
      case "code":
        checkFence(token as Tokens.Code, place, { context, depth });
        break;
      case "heading":
        if (depth > 0) reportMisplaced("a heading", place, context);
        annotations.headings.set(token, rules.heading(token as Tokens.Heading, place));
        break;
      case "block-directive":
        if (depth > 0) reportMisplaced(`::${(token as BlockDirectiveToken).name}`, place, context);
        break;
      case "inline-directive": {
        const form = readInlineDirective(token as InlineDirectiveToken, place, context);
        if (form !== null) annotations.inline.set(token, form);
        break;
      }
    }
  }
}

/** A directive or question where only words may be. */
export function reportMisplaced(what: string, place: Place, { problems }: CheckContext): void {
  const remedy = "Only a chapter's text may hold it, by itself, outside lists, quotes and fields.";
  problems.report(place, `${what} inside something else`, remedy);
}

function checkLink({ href }: Tokens.Link, place: Place, { problems }: CheckContext): void {
  if (/^https?:\/\//.test(href)) return;
  const remedy = 'Write :ref[words]{to="chapter:…"} for a place in the book, https://… for one outside.';
  problems.report(place, `a link to "${href}"`, remedy);
}

function checkFence(
  { lang, codeBlockStyle }: Tokens.Code,
  place: Place,
  { context, depth }: { readonly context: CheckContext; readonly depth: number },
): void {
  const { languages, remedy } = context.rules.fences;
  if (lang === "question") {
    // At the top it is for whoever asked for the blocks.
    if (depth > 0) reportMisplaced("a question", place, context);
  } else if (codeBlockStyle === "indented") {
    context.problems.report(place, "code without a fence", "Put it between lines of ``` and name its language.");
  } else if (!lang) {
    context.problems.report(place, "a fence without a language", "Name it; ```text is for what is no code.");
  } else if (!languages.includes(lang)) {
    context.problems.report(place, `a fence of the language "${lang}"`, remedy);
  }
}
