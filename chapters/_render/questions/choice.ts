/** `kind: choice`: one option is right, and each says why it is or is not. */
import type { QuestionHalves, QuestionWork } from "./question_work.ts";
import { letter } from "./letter.ts";
import { reportEqual } from "./report_equal.ts";

/** Reads `options: [{ text, why, right?: true }]`. Options keep the author's order. */
export async function readChoice({ record, chapter }: QuestionWork): Promise<QuestionHalves | null> {
  const { problems, prose } = chapter;
  const options = record.records("options").map((option, index) => ({
    id: letter(index),
    record: option,
    text: option.text("text"),
    why: option.text("why"),
    right: option.optionalText("right"),
  }));
  for (const { record: option, right } of options) {
    option.finish();
    if (right === undefined || right === "true") continue;
    problems.report(
      option.at("right"),
      `"right" is "${right}"`,
      "Write `right: true` at the right option, and only there.",
    );
  }
  if (options.length < 2) {
    problems.report(
      record.at("options"),
      `${options.length} options`,
      "Give at least two, one of them with `right: true`.",
    );
  }
  reportEqual(options.map(({ text, record: option }) => ({ text, place: option.at("text") })), problems);
  const [right, ...more] = options.filter((option) => option.right === "true");
  if (right === undefined || more.length > 0) {
    const what = right === undefined ? "no option is right" : `${more.length + 1} options are right`;
    problems.report(record.at("options"), what, "Write `right: true` at exactly one.");
    return null;
  }
  const html = options.map(({ id, text, record: option }) => ({ id, html: prose.line(text, option.textAt("text")) }));
  const explanations: Record<string, string> = {};
  for (const { id, why, record: option } of options) explanations[id] = await prose.text(why, option.textAt("why"));
  return {
    form: { kind: "choice", options: html },
    key: { kind: "choice", right: right.id, explanations },
    words: html.find(({ id }) => id === right.id)?.html ?? "",
  };
}
