/** What each kind of question is made from and what it becomes. Types only. */
import type { AnswerKeyForm, QuestionForm } from "../chapter.ts";
import type { YamlRecord } from "../author/yaml_record.ts";
import type { ChapterWork } from "../chapter_work.ts";

/** One `question` fence under way. */
export interface QuestionWork {
  readonly id: string;
  readonly record: YamlRecord;
  readonly chapter: ChapterWork;
  /** The file that the question names, if it does. */
  readonly file: string | undefined;
}

/** Both halves of a question: what the page shows and what the server keeps. */
export interface QuestionHalves {
  readonly form: QuestionForm;
  readonly key: AnswerKeyForm;
  /** The key in words (HTML). */
  readonly words: string;
}

/** Reads the fields of one kind; reports what is wrong and returns `null` when no key can be had. */
export type QuestionReader = (work: QuestionWork) => Promise<QuestionHalves | null>;
