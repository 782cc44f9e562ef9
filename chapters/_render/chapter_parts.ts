/** Lays a chapter's blocks out: prose, and what stands by itself in it. */
import type { Tokens } from "marked";
import type { AnswerKey, ChapterPart, Heading } from "./chapter.ts";
import type { ChapterWork } from "./chapter_work.ts";
import { renderExhibit } from "./compiler/exhibit.ts";
import { renderFigure } from "./figure.ts";
import type { Link } from "./links.ts";
import { renderListing } from "./listing.ts";
import { BLOCK_DIRECTIVES, readDirective } from "./markdown/directive_forms.ts";
import type { BlockDirectiveToken } from "./markdown/directive_syntax.ts";
import { plainText } from "./markdown/plain_text.ts";
import type { PlacedToken } from "./markdown/token_walk.ts";
import { renderQuestion } from "./questions/question.ts";
import type { Sections } from "./sections.ts";
import { renderWays } from "./ways/exhibit.ts";

interface Made {
  readonly parts: readonly ChapterPart[];
  readonly keys?: { readonly [questionId: string]: AnswerKey };
}

interface Layout {
  readonly work: ChapterWork;
  readonly sections: Sections;
  /** All headings of the text, in order. */
  readonly headings: readonly Heading[];
  readonly links: Link[];
}

const NOTHING: Made = { parts: [] };

/** The parts of a chapter in order, and the keys of its questions. Slow parts are made side by side. */
export async function renderParts(
  blocks: readonly PlacedToken[],
  layout: Layout,
): Promise<{ parts: readonly ChapterPart[]; keys: { readonly [questionId: string]: AnswerKey } }> {
  gatherWords(blocks, layout);
  let figures = 0;
  const made = await Promise.all(
    groups(blocks).map((group) => {
      if (group.kind === "prose") return renderProse(group.blocks, layout);
      const { token, line } = group.block;
      if (token.type === "code") return renderFence(token as Tokens.Code, line, layout);
      const directive = token as BlockDirectiveToken;
      if (directive.name === "figure") figures++;
      return renderDirective(directive, { line, figures, ...layout });
    }),
  );
  const keys = Object.assign({}, ...made.map((each) => each.keys)) as { [questionId: string]: AnswerKey };
  return { parts: joinHtml(made.flatMap((each) => each.parts)), keys };
}

type Group =
  | { readonly kind: "prose"; readonly blocks: PlacedToken[] }
  | { readonly kind: "alone"; readonly block: PlacedToken };

function groups(blocks: readonly PlacedToken[]): readonly Group[] {
  const grouped: Group[] = [];
  for (const block of blocks) {
    const last = grouped.at(-1);
    if (standsAlone(block)) grouped.push({ kind: "alone", block });
    else if (last?.kind === "prose") last.blocks.push(block);
    else grouped.push({ kind: "prose", blocks: [block] });
  }
  return grouped;
}

function standsAlone({ token }: PlacedToken): boolean {
  return token.type === "block-directive" || (token.type === "code" && token.lang === "question");
}

async function renderProse(blocks: readonly PlacedToken[], { work }: Layout): Promise<Made> {
  const html = await work.prose.html(blocks);
  return html === "" ? NOTHING : { parts: [{ kind: "html", html }] };
}

async function renderFence({ text }: Tokens.Code, line: number, { work }: Layout): Promise<Made> {
  const made = await renderQuestion(text, { file: work.file, line: line + 1 }, work);
  if (made === null) return NOTHING;
  return { parts: [{ kind: "question", question: made.question }], keys: { [made.question.id]: made.key } };
}

async function renderDirective(
  directive: BlockDirectiveToken,
  { line, figures, work, links }: Layout & { readonly line: number; readonly figures: number },
): Promise<Made> {
  const place = { file: work.file, line };
  const attributes = readDirective(directive, BLOCK_DIRECTIVES, { place, problems: work.problems });
  if (attributes === null) return NOTHING;
  switch (directive.name) {
    case "lab": {
      const labId = attributes.get("id") ?? "";
      links.push({ ...place, kind: "lab", id: labId });
      return { parts: [{ kind: "lab", labId }] };
    }
    case "listing": {
      const html = await renderListing(attributes, place, work);
      return html === null ? NOTHING : { parts: [{ kind: "html", html }] };
    }
    case "figure": {
      const figure = await renderFigure(attributes, figures, { place, work });
      return figure === null ? NOTHING : { parts: [{ kind: "figure", figure }] };
    }
    case "compiler": {
      const exhibit = await renderExhibit(attributes, place, work);
      return exhibit === null ? NOTHING : { parts: [{ kind: "compiler", exhibit }] };
    }
    case "ways": {
      const exhibit = await renderWays(attributes, place, work);
      return exhibit === null ? NOTHING : { parts: [{ kind: "ways", exhibit }] };
    }
    default:
      throw new RangeError(`No form for the directive "${directive.name}": add it here and in directive_forms.ts.`);
  }
}

/** Notes down the words of each section: running text and captions. */
function gatherWords(blocks: readonly PlacedToken[], { work, sections, headings }: Layout): void {
  const ahead = headings.values();
  for (const { token } of blocks) {
    if (token.type === "heading") {
      const heading = ahead.next().value;
      if (heading !== undefined) sections.open(heading);
    } else if (token.type === "block-directive") {
      const caption = /caption="((?:[^"\\]|\\.)*)"/.exec((token as BlockDirectiveToken).attributes)?.[1] ?? "";
      sections.add(work.prose.words(caption));
    } else sections.add(plainText([token]));
  }
}

/** Neighbouring pieces of HTML become one. */
function joinHtml(parts: readonly ChapterPart[]): ChapterPart[] {
  const joined: ChapterPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === "html" && last?.kind === "html") {
      joined[joined.length - 1] = { kind: "html", html: `${last.html}\n${part.html}` };
    } else joined.push(part);
  }
  return joined;
}
