/** `kind: number`: a value with a unit and a tolerance; the value is the author's, or the last line that a file prints. */
import { escapeHtml } from "../markdown/escape_html.ts";
import { printedLines } from "./printed_lines.ts";
import type { QuestionHalves, QuestionWork } from "./question_work.ts";

/** Reads `value` or `file`, `unit`, `tolerance` (a fraction of the value; 0 when left out) and `explanation`. */
export async function readNumber(work: QuestionWork): Promise<QuestionHalves | null> {
  const { record, chapter } = work;
  const explanation = await chapter.prose.text(record.text("explanation"), record.textAt("explanation"));
  const unit = record.text("unit");
  const tolerance = record.optionalNumber("tolerance", { least: 0, most: 1 }) ?? 0;
  const value = await readValue(work);
  if (value === null) return null;
  return {
    form: { kind: "number", unit },
    key: { kind: "number", value, tolerance, explanation },
    words: `${value.toLocaleString("en")} ${escapeHtml(unit)}`,
  };
}

async function readValue({ record, chapter, file }: QuestionWork): Promise<number | null> {
  const given = record.optionalNumber("value");
  if (given !== undefined) return given;
  if (file === undefined) {
    chapter.problems.report(
      record.at("kind"),
      "there is no value",
      "Add `value: …`, or `file: …` that prints it last.",
    );
    return null;
  }
  const printed = await chapter.printedBy(file, record.at("file"));
  if (printed === null) return null;
  const last = printedLines(printed).at(-1)?.trim() ?? "";
  if (last !== "" && Number.isFinite(Number(last))) return Number(last);
  chapter.problems.report(record.at("file"), `the last line of ${file} is "${last}"`, "Make it print a number last.");
  return null;
}
