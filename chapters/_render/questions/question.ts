/** Fences named `question`: strict YAML → what the page shows, and the key that stays on the server. */
import { suggest } from "../author/near_miss.ts";
import type { Place } from "../author/problems.ts";
import { YamlRecord } from "../author/yaml_record.ts";
import type { AnswerKey, Question, QuestionForm } from "../chapter.ts";
import type { ChapterWork } from "../chapter_work.ts";
import { KEBAB } from "../markdown/slug.ts";
import { readChoice } from "./choice.ts";
import { readNumber } from "./number.ts";
import { readOrder } from "./order.ts";
import { readPredictOutput } from "./predict_output.ts";
import { readPredictSchedule } from "./predict_schedule.ts";
import type { QuestionReader } from "./question_work.ts";

const READERS: { readonly [kind in QuestionForm["kind"]]: QuestionReader } = {
  "choice": readChoice,
  "predict-output": readPredictOutput,
  "order": readOrder,
  "number": readNumber,
  "predict-schedule": readPredictSchedule,
};

/** Both halves of the question in `yaml`, whose first line is at `place`; reports and returns `null` when it is wrong. */
export async function renderQuestion(
  yaml: string,
  place: Place,
  chapter: ChapterWork,
): Promise<{ readonly question: Question; readonly key: AnswerKey } | null> {
  const { problems, prose } = chapter;
  const before = problems.count;
  const record = YamlRecord.parse(yaml, place, problems);
  if (record === null) return null;
  const id = record.text("id");
  const kind = record.text("kind");
  const prompt = record.text("prompt");
  const file = record.optionalText("file");
  const region = record.optionalText("region");
  if (!KEBAB.test(id)) problems.report(record.at("id"), `"${id}" is not an id`, "Write it like what-prints-first.");
  chapter.claimId(`question-${id}`, record.at("id"));
  if (region !== undefined && file === undefined) {
    problems.report(record.at("region"), "a region of no file", "Add `file: …`.");
  }
  if (!isKind(kind)) {
    problems.report(record.at("kind"), `no question of kind "${kind}"`, suggest(kind, Object.keys(READERS)));
    return null;
  }
  const halves = await READERS[kind]({ id, record, chapter, file });
  record.finish();
  const html = await prose.text(prompt, record.textAt("prompt"));
  const code = file === undefined ? undefined : await showFile(file, region, { id, place: record.at("file"), chapter });
  if (halves === null || code === null || problems.count > before) return null;
  return {
    question: { id, prompt: html, ...(code === undefined ? {} : { code }), ...halves.form },
    key: { ...halves.key, words: halves.words },
  };
}

/** The file that a question is about. It is run even where its output is not the key: an example that fails is none. */
async function showFile(
  file: string,
  region: string | undefined,
  { id, place, chapter }: { readonly id: string; readonly place: Place; readonly chapter: ChapterWork },
): Promise<string | null> {
  const html = await chapter.snippet({ file, region, id: `question-${id}-code` }, place);
  return html === null || await chapter.printedBy(file, place) === null ? null : html;
}

function isKind(kind: string): kind is QuestionForm["kind"] {
  return Object.hasOwn(READERS, kind);
}
