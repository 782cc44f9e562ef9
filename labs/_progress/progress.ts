/**
 * What a learner has done, and the one interface to where it is kept. Types only.
 *
 * Drafts come from the learner, with a version so that two tabs cannot overwrite each other. Attempts and passes are
 * written only by the grader: there is no other door. Every write has reached the disk when its promise resolves.
 */
import type { RunResult } from "../_runner/protocol.ts";

/** A learner's file as last saved. */
export interface Draft {
  readonly labId: string;
  readonly code: string;
  /** 1 for the first save, then one more each time. */
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly savedAtMs: number;
}

/** What came of a save. On a conflict nothing was written: `current` is what the other tab saved. */
export type SaveOutcome =
  | { readonly kind: "saved"; readonly draft: Draft }
  | { readonly kind: "conflict"; readonly current: Draft };

/** One lab in a learner's record. */
export interface LabProgress {
  readonly labId: string;
  readonly attempts: number;
  /** When it was first passed, or `null`. */
  readonly passedAtMs: number | null;
  /** The code that passed last, for the diff against the solution; `null` before. */
  readonly passedCode: string | null;
}

/** One answered question. */
export interface AnswerProgress {
  readonly chapter: string;
  readonly questionId: string;
  readonly correct: boolean;
  readonly tries: number;
}

/** All that is known of a learner. */
export interface LearnerProgress {
  readonly labs: readonly LabProgress[];
  readonly answers: readonly AnswerProgress[];
}

/** What an export file holds; an import takes drafts and answers from it, never a pass. */
export interface ProgressExport {
  readonly format: "interleave-progress";
  readonly version: 1;
  readonly exportedAtMs: number;
  readonly drafts: readonly Draft[];
  readonly labs: readonly LabProgress[];
  readonly answers: readonly AnswerProgress[];
}

/** What an import did. */
export interface ImportSummary {
  readonly drafts: number;
  readonly answers: number;
  /** Labs whose saved draft here was newer or different: kept, not overwritten. */
  readonly keptHere: readonly string[];
}

/** Where progress is kept. */
export interface Progress {
  draft(learnerId: string, labId: string): Promise<Draft | null>;
  /**
   * Saves when `baseVersion` is the version that is stored (0 when there is none); else reports the stored draft as a
   * conflict, also when `baseVersion` is the higher one, as after a restored backup. Where nothing is stored nothing can
   * be overwritten: any `baseVersion` is saved, as version `baseVersion + 1`.
   */
  saveDraft(learnerId: string, draft: { labId: string; code: string; baseVersion: number }): Promise<SaveOutcome>;
  /** The grader's door: an attempt, and a pass when the outcome says so. */
  recordAttempt(learnerId: string, result: RunResult, code: string): Promise<void>;
  recordAnswer(learnerId: string, answer: { chapter: string; questionId: string; correct: boolean }): Promise<void>;
  learner(learnerId: string): Promise<LearnerProgress>;
  exportAll(learnerId: string): Promise<ProgressExport>;
  importAll(learnerId: string, file: ProgressExport): Promise<ImportSummary>;
  /** Learner to whom the cookie that hashes to this was given, or `null`. Hosted mode only. */
  learnerByToken(tokenHash: string): Promise<string | null>;
  addToken(learnerId: string, tokenHash: string): Promise<void>;
  /** Learner whose recovery phrase hashes to this, or `null`. Hosted mode only. */
  learnerByPhrase(phraseHash: string): Promise<string | null>;
  /** The learner's only phrase from now on: an earlier one no longer opens anything. */
  setPhrase(learnerId: string, phraseHash: string): Promise<void>;
  close(): void;
}
