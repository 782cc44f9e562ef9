/** `kind: predict-schedule`: which outcomes can happen; the file explores its schedules and prints those that can. */
import { escapeHtml } from "../markdown/escape_html.ts";
import { letter } from "./letter.ts";
import { printedLines } from "./printed_lines.ts";
import type { QuestionHalves, QuestionWork } from "./question_work.ts";
import { reportEqual } from "./report_equal.ts";

/** What stands between an outcome and the schedule that leads to it, in what the file prints. */
const BY = " <- ";

/** How a file gets to the explorer, and calls it. */
const IMPORTS_EXPLORE = /^import \{[^}]*\bexplore\b[^}]*\} from "[^"]*\/_runtime\/explore\/mod\.ts";$/m;
const CALLS_EXPLORE = /^(?!\s*(?:import\b|\/[/*]|\*)).*\bexplore\(/m;

/** Reads `file`, `explanation` and `options: [{ outcome, can: true | false, why }]`; what `can` claims is checked. */
export async function readPredictSchedule({ record, chapter, file }: QuestionWork): Promise<QuestionHalves | null> {
  const { problems, prose } = chapter;
  const explanation = await prose.text(record.text("explanation"), record.textAt("explanation"));
  const options = record.records("options").map((option, index) => ({
    id: letter(index),
    record: option,
    outcome: option.text("outcome"),
    claim: option.text("can"),
    why: option.text("why"),
  }));
  for (const { record: option } of options) option.finish();
  if (options.length < 2) problems.report(record.at("options"), `${options.length} options`, "Give at least two.");
  reportEqual(options.map(({ outcome, record: option }) => ({ text: outcome, place: option.at("outcome") })), problems);
  if (file === undefined) {
    problems.report(record.at("kind"), "there is nothing to explore", "Add `file: …`, which prints what can happen.");
    return null;
  }
  const source = chapter.source(file, record.at("file"));
  if (source !== null && !(IMPORTS_EXPLORE.test(source) && CALLS_EXPLORE.test(source))) {
    const remedy =
      "Import `explore` from labs/_runtime/explore/mod.ts, and print `outcome <- schedule` of each that it finds.";
    problems.report(record.at("file"), `${file} does not call explore(), so its outcomes are typed in`, remedy);
    return null;
  }
  const printed = await chapter.printedBy(file, record.at("file"));
  if (printed === null) return null;
  const schedules = new Map(
    printedLines(printed).map((line) => {
      const [outcome = "", schedule = ""] = line.split(BY);
      return [outcome, schedule];
    }),
  );
  for (const { outcome, claim, record: option } of options) {
    const can = schedules.has(outcome);
    if (claim === String(can)) continue;
    const what = can ? `some schedule of ${file} gives "${outcome}"` : `no schedule of ${file} gives "${outcome}"`;
    problems.report(option.at("can"), what, `Write \`can: ${can}\`, and a \`why\` that fits.`);
  }
  if (options.every(({ outcome }) => !schedules.has(outcome))) {
    problems.report(record.at("options"), "none of these can happen", "Give at least one that can.");
  }
  const shown = options.map(({ id, outcome }) => ({ id, html: `<code>${escapeHtml(outcome)}</code>` }));
  const explanations: Record<string, string> = {};
  for (const { id, why, record: option } of options) explanations[id] = await prose.text(why, option.textAt("why"));
  return {
    form: { kind: "predict-schedule", options: shown },
    key: {
      kind: "predict-schedule",
      can: options.filter(({ outcome }) => schedules.has(outcome)).map(({ id }) => id),
      explanations,
      explanation,
    },
    words: `<ul>${options.map(({ outcome }) => `<li>${inWords(outcome, schedules.get(outcome))}</li>`).join("")}</ul>`,
  };
}

function inWords(outcome: string, schedule: string | undefined): string {
  const code = `<code>${escapeHtml(outcome)}</code>`;
  if (schedule === undefined) return `${code} cannot happen`;
  return schedule === "" ? `${code} can happen` : `${code} can happen, as in ${escapeHtml(schedule)}`;
}
