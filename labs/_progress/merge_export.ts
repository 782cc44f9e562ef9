/** Takes a learner's file into what is stored: whatever is newer here stays, and a pass is never taken. */
import type { AnswerProgress, Draft, ImportSummary, ProgressExport } from "./progress.ts";
import { answerOf, draftOf } from "./rows.ts";
import type { Statements } from "./statements.ts";

interface Import {
  readonly learnerId: string;
  readonly file: ProgressExport;
  readonly nowMs: number;
}

/** Merges inside the caller's transaction. */
export function mergeExport(statements: Statements, { learnerId, file, nowMs }: Import): ImportSummary {
  const outcomes = file.drafts.map((draft) => ({
    labId: draft.labId,
    outcome: mergeDraft(statements, { learnerId, draft, nowMs }),
  }));
  return {
    drafts: outcomes.filter(({ outcome }) => outcome === "taken").length,
    answers: file.answers.filter((answer) => mergeAnswer(statements, { learnerId, answer })).length,
    keptHere: outcomes.filter(({ outcome }) => outcome === "kept-here").map(({ labId }) => labId),
  };
}

function mergeDraft(
  statements: Statements,
  { learnerId, draft, nowMs }: { readonly learnerId: string; readonly draft: Draft; readonly nowMs: number },
): "taken" | "kept-here" | "same" {
  const row = statements.row("draft", learnerId, draft.labId);
  const here = row === null ? null : draftOf(row);
  if (here?.code === draft.code) return "same";
  if (here !== null && here.savedAtMs >= draft.savedAtMs) return "kept-here";
  // Higher than both: a tab that still shows either text is told of the other one when it saves.
  const version = here === null ? draft.version : Math.max(here.version, draft.version) + 1;
  // A clock that ran ahead elsewhere must not keep later saves from being the newer ones.
  const savedAtMs = Math.min(draft.savedAtMs, nowMs);
  statements.write("saveDraft", learnerId, draft.labId, draft.code, version, savedAtMs);
  return "taken";
}

/** Returns whether anything changed. */
function mergeAnswer(
  statements: Statements,
  { learnerId, answer }: { readonly learnerId: string; readonly answer: AnswerProgress },
): boolean {
  const { chapter, questionId } = answer;
  const row = statements.row("answer", learnerId, chapter, questionId);
  const here = row === null ? { correct: false, tries: 0 } : answerOf(row);
  const correct = here.correct || answer.correct;
  const tries = Math.max(here.tries, answer.tries);
  if (correct === here.correct && tries === here.tries) return false;
  statements.write("saveAnswer", learnerId, chapter, questionId, correct ? 1 : 0, tries);
  return true;
}
