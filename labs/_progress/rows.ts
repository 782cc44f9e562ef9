/** Rows of the tables → the values of the contract. */
import type { AnswerProgress, Draft, LabProgress } from "./progress.ts";
import type { Row } from "./statements.ts";

export function draftOf(row: Row): Draft {
  return {
    labId: String(row.lab),
    code: String(row.code),
    version: Number(row.version),
    savedAtMs: Number(row.saved_at_ms),
  };
}

export function labOf(row: Row): LabProgress {
  return {
    labId: String(row.lab),
    attempts: Number(row.attempts),
    passedAtMs: row.first_at_ms === null ? null : Number(row.first_at_ms),
    passedCode: row.last_code === null ? null : String(row.last_code),
  };
}

export function answerOf(row: Row): AnswerProgress {
  return {
    chapter: String(row.chapter),
    questionId: String(row.question),
    correct: row.correct === 1,
    tries: Number(row.tries),
  };
}
