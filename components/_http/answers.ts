/** Answers to the questions in chapters: checked here, since the keys never leave the server before. */
import type { AnswerFeedback, AnswerKey } from "../../chapters/_render/chapter.ts";
import { checkAnswer } from "../../chapters/_render/check_answer.ts";
import type { Site } from "./handler_parts.ts";
import { HttpError } from "./http_error.ts";
import { readJson, sendJson } from "./json_body.ts";
import type { Call, Route } from "./route.ts";

/** At most a page of predicted output. */
const ANSWER_BODY_BYTES = 16_384;

export function answerRoutes(site: Site): readonly Route[] {
  const { book, identity, limits, progress } = site;
  const keys = new Map(book.chapters.map((chapter) => [chapter.slug, new Map(Object.entries(chapter.keys))]));

  async function post(call: Call): Promise<Response> {
    const { chapter, questionId, answer } = await readJson(call.request, {
      maxBytes: ANSWER_BODY_BYTES,
      read: (fields) => ({
        chapter: fields.id("chapter"),
        questionId: fields.id("questionId"),
        answer: fields.raw("answer"),
      }),
    });
    const key = keys.get(chapter)?.get(questionId);
    if (key === undefined) {
      throw new HttpError("NotFound", `Chapter "${chapter}" has no question "${questionId}": reload the page.`);
    }
    const feedback = check(key, answer);
    const learner = await identity.writer(call);
    limits.spend("writesPerLearner", learner);
    await progress.recordAnswer(learner, { chapter, questionId, correct: feedback.correct });
    return sendJson(feedback);
  }

  return [{ method: "POST", path: "/api/answers", answer: post }];
}

/** An answer that has not the question's form is the request's mistake, not a wrong answer. */
function check(key: AnswerKey, answer: unknown): AnswerFeedback {
  try {
    return checkAnswer(key, answer);
  } catch (error) {
    if (error instanceof TypeError) throw new HttpError("BadRequest", error.message, { cause: error });
    throw error;
  }
}
