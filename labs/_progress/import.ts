/** Reads a progress file that a learner brings along: strictly, since it may have been written by anyone. */
import { RUNNER_LIMITS } from "../_runner/limits.ts";
import type { JsonFields } from "./json_fields.ts";
import type { AnswerProgress, Draft, LabProgress, ProgressExport } from "./progress.ts";

/** A file of this size holds every lab's longest draft several times over. Counted as received: encodings are not accepted. */
export const IMPORT_BYTES = 1_048_576;

/** More labs or questions than this are not in any edition of the book. */
const MAX_ITEMS = 2_000;

/** The end of the year 9999: later times are typing mistakes. */
const TIME = { from: 0, to: 253_402_300_799_999 };
const COUNT = { from: 0, to: 1_000_000_000 };

/**
 * The export that `fields` hold.
 *
 * @throws {TypeError | RangeError} naming the first field that does not fit
 */
export function readExport(fields: JsonFields): ProgressExport {
  return {
    format: fields.oneOf("format", ["interleave-progress"]),
    version: fields.oneOf("version", [1]),
    exportedAtMs: fields.integer("exportedAtMs", TIME),
    drafts: unique(fields, "drafts", { read: readDraft, key: (draft) => draft.labId }),
    labs: unique(fields, "labs", { read: readLab, key: (lab) => lab.labId }),
    answers: unique(fields, "answers", { read: readAnswer, key: (item) => `${item.chapter}#${item.questionId}` }),
  };
}

function readDraft(fields: JsonFields): Draft {
  return {
    labId: fields.id("labId"),
    code: fields.text("code", RUNNER_LIMITS.sourceBytes),
    version: fields.integer("version", { ...COUNT, from: 1 }),
    savedAtMs: fields.integer("savedAtMs", TIME),
  };
}

function readLab(fields: JsonFields): LabProgress {
  const passed = fields.raw("passedAtMs") !== null;
  return {
    labId: fields.id("labId"),
    attempts: fields.integer("attempts", COUNT),
    passedAtMs: passed ? fields.integer("passedAtMs", TIME) : null,
    passedCode: fields.raw("passedCode") === null ? null : fields.text("passedCode", RUNNER_LIMITS.sourceBytes),
  };
}

function readAnswer(fields: JsonFields): AnswerProgress {
  return {
    chapter: fields.id("chapter"),
    questionId: fields.id("questionId"),
    correct: fields.boolean("correct"),
    tries: fields.integer("tries", { ...COUNT, from: 1 }),
  };
}

/** A list in which no two items have the same key: which of the two would count? */
function unique<T>(
  fields: JsonFields,
  name: string,
  options: { readonly read: (fields: JsonFields) => T; readonly key: (item: T) => string },
): T[] {
  const items = fields.list(name, { maxItems: MAX_ITEMS, read: options.read });
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    const key = options.key(item);
    if (seen.has(key)) throw new TypeError(`${fields.pathOf(name)}[${index}] is a second entry for ${key}: keep one`);
    seen.add(key);
  }
  return items;
}
