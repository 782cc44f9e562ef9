/** `kind: predict-output`: the key is what the file prints when this Deno runs it. */
import type { YamlRecord } from "../author/yaml_record.ts";
import type { WrongOutput } from "../chapter.ts";
import type { ChapterWork } from "../chapter_work.ts";
import { escapeHtml } from "../markdown/escape_html.ts";
import { printedLines } from "./printed_lines.ts";
import type { QuestionHalves, QuestionWork } from "./question_work.ts";
import { reportEqual } from "./report_equal.ts";

/** Reads `file`, `explanation` and `wrong: [{ output, why }]`. */
export async function readPredictOutput({ record, chapter, file }: QuestionWork): Promise<QuestionHalves | null> {
  const { problems, prose } = chapter;
  const explanation = await prose.text(record.text("explanation"), record.textAt("explanation"));
  const wrongRecords = record.records("wrong");
  if (file === undefined) {
    problems.report(record.at("kind"), "there is nothing to run", "Add `file: …`, whose output is the key.");
    return null;
  }
  const printed = await chapter.printedBy(file, record.at("file"));
  if (printed === null) return null;
  const lines = printedLines(printed);
  if (lines.length === 0) {
    problems.report(record.at("file"), `${file} prints nothing`, "Make it print what readers shall predict.");
    return null;
  }
  const output = lines.join("\n");
  const wrong = await readWrong(wrongRecords, { output, chapter });
  return {
    form: { kind: "predict-output", lines: lines.length },
    key: { kind: "predict-output", output, explanation, wrong },
    words: `<pre class="output"><samp>${escapeHtml(output)}</samp></pre>`,
  };
}

async function readWrong(
  records: readonly YamlRecord[],
  { output, chapter }: { readonly output: string; readonly chapter: ChapterWork },
): Promise<WrongOutput[]> {
  const wrong: WrongOutput[] = [];
  for (const record of records) {
    const predicted = printedLines(record.text("output")).join("\n");
    const why = record.text("why");
    record.finish();
    if (predicted === output) {
      chapter.problems.report(record.at("output"), "this is what the file prints", "Drop it: it is not wrong.");
    }
    wrong.push({ output: predicted, explanation: await chapter.prose.text(why, record.textAt("why")) });
  }
  reportEqual(
    wrong.map((each, index) => ({ text: each.output, place: records[index]!.at("output") })),
    chapter.problems,
  );
  return wrong;
}
