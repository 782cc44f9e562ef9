/** `kind: order`: readers put lines in order; the right one is the author's, or the one in which a file printed them. */
import type { Place } from "../author/problems.ts";
import { escapeHtml } from "../markdown/escape_html.ts";
import { letter } from "./letter.ts";
import { printedLines } from "./printed_lines.ts";
import type { QuestionHalves, QuestionWork } from "./question_work.ts";
import { reportEqual } from "./report_equal.ts";
import { shuffled } from "./shuffle.ts";

interface Item {
  readonly text: string;
  readonly html: string;
  readonly place: Place;
}

/** Reads `items`, or the lines that `file` prints, and `explanation`. */
export async function readOrder(work: QuestionWork): Promise<QuestionHalves | null> {
  const { record, chapter, id } = work;
  const explanation = await chapter.prose.text(record.text("explanation"), record.textAt("explanation"));
  const items = await readItems(work);
  if (items === null) return null;
  if (items.length < 3) {
    chapter.problems.report(record.at("id"), `${items.length} items`, "Give at least three, or ask in another way.");
  }
  reportEqual(items, chapter.problems);
  const shown = shuffled(items, `${chapter.folder.slug}/${id}`).map((item, index) => ({ ...item, id: letter(index) }));
  const order = items.map((item) => shown.find(({ text }) => text === item.text)?.id ?? "");
  return {
    form: { kind: "order", items: shown.map(({ id, html }) => ({ id, html })) },
    key: { kind: "order", order, explanation },
    words: `<ol>${items.map(({ html }) => `<li>${html}</li>`).join("")}</ol>`,
  };
}

async function readItems({ record, chapter, file }: QuestionWork): Promise<readonly Item[] | null> {
  const given = record.has("items") ? record.texts("items") : undefined;
  if (given !== undefined) {
    const place = record.at("items");
    return given.map((text) => ({ text, html: chapter.prose.line(text, place), place }));
  }
  if (file === undefined) {
    chapter.problems.report(record.at("kind"), "there is nothing to order", "Add `items: […]` or `file: …`.");
    return null;
  }
  const place = record.at("file");
  const printed = await chapter.printedBy(file, place);
  if (printed === null) return null;
  return printedLines(printed).map((text) => ({ text, html: `<code>${escapeHtml(text)}</code>`, place }));
}
