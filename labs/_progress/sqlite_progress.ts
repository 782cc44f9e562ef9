/**
 * `Progress` in one SQLite file.
 *
 * The one connection of the one process is the one writer, so "busy" cannot happen, and a read followed by a write is one
 * step. Statements run on the server's own thread: a save that waits for the disk takes about half a millisecond there. On
 * a disk for which that is not true the same interface can be had from a Worker; its methods are asynchronous for that.
 */
import type { DatabaseSync } from "node:sqlite";
import type { Outcome, RunResult } from "../_runner/protocol.ts";
import { writeTo } from "./disk_full.ts";
import { mergeExport } from "./merge_export.ts";
import { openDatabase } from "./open_database.ts";
import type { Draft, ImportSummary, LearnerProgress, Progress, ProgressExport, SaveOutcome } from "./progress.ts";
import { answerOf, draftOf, labOf } from "./rows.ts";
import { prepareStatements, type Statements } from "./statements.ts";
import { inTransaction } from "./transaction.ts";

/**
 * Opens the progress kept in `folder`, which is made when it is missing. `now` is the clock, in milliseconds since 1970.
 * Its writes reject with `DiskFull` when there is no space left.
 *
 * @throws {DataFolderRefused} in one sentence, when another server has the folder or the database cannot be used
 */
export function openProgress(folder: string, options: { readonly now?: () => number } = {}): Progress {
  return new SqliteProgress(openDatabase(folder), { folder, now: options.now ?? Date.now });
}

class SqliteProgress implements Progress {
  readonly #database: DatabaseSync;
  readonly #statements: Statements;
  readonly #folder: string;
  readonly #now: () => number;

  constructor(database: DatabaseSync, options: { readonly folder: string; readonly now: () => number }) {
    this.#database = database;
    this.#statements = prepareStatements(database);
    this.#folder = options.folder;
    this.#now = options.now;
  }

  draft(learnerId: string, labId: string): Promise<Draft | null> {
    return Promise.try(() => this.#stored(learnerId, labId));
  }

  saveDraft(
    learnerId: string,
    { labId, code, baseVersion }: { labId: string; code: string; baseVersion: number },
  ): Promise<SaveOutcome> {
    return this.#write(() => {
      const current = this.#stored(learnerId, labId);
      if (current !== null && current.version !== baseVersion) return { kind: "conflict", current };
      const draft = { labId, code, version: baseVersion + 1, savedAtMs: this.#now() };
      this.#statements.write("saveDraft", learnerId, labId, code, draft.version, draft.savedAtMs);
      return { kind: "saved", draft };
    });
  }

  recordAttempt(learnerId: string, result: RunResult, code: string): Promise<void> {
    return this.#write(() => {
      if (result.mode !== "grade" || !saysSomethingOfTheCode(result.outcome)) return;
      const { runId, labId, outcome, seed } = result;
      const endedAtMs = this.#now();
      const added = this.#statements.write("addAttempt", runId, learnerId, labId, outcome, seed, endedAtMs);
      if (added === 1 && outcome === "passed") this.#statements.write("addPass", learnerId, labId, endedAtMs, code);
    });
  }

  recordAnswer(learnerId: string, answer: { chapter: string; questionId: string; correct: boolean }): Promise<void> {
    return this.#write(() => {
      const { chapter, questionId } = answer;
      const row = this.#statements.row("answer", learnerId, chapter, questionId);
      const before = row === null ? { correct: false, tries: 0 } : answerOf(row);
      // A question once understood stays so, whatever is tried on it later.
      const correct = before.correct || answer.correct ? 1 : 0;
      this.#statements.write("saveAnswer", learnerId, chapter, questionId, correct, before.tries + 1);
    });
  }

  learner(learnerId: string): Promise<LearnerProgress> {
    return Promise.try(() => this.#all(learnerId));
  }

  exportAll(learnerId: string): Promise<ProgressExport> {
    return Promise.try(() => ({
      format: "interleave-progress",
      version: 1,
      exportedAtMs: this.#now(),
      drafts: this.#statements.rows("drafts", learnerId).map(draftOf),
      ...this.#all(learnerId),
    }));
  }

  importAll(learnerId: string, file: ProgressExport): Promise<ImportSummary> {
    return this.#write(() => mergeExport(this.#statements, { learnerId, file, nowMs: this.#now() }));
  }

  learnerByToken(tokenHash: string): Promise<string | null> {
    return Promise.try(() => learnerOf(this.#statements.row("learnerByToken", tokenHash)));
  }

  addToken(learnerId: string, tokenHash: string): Promise<void> {
    return this.#write(() => void this.#statements.write("addToken", tokenHash, learnerId, this.#now()));
  }

  learnerByPhrase(phraseHash: string): Promise<string | null> {
    return Promise.try(() => learnerOf(this.#statements.row("learnerByPhrase", phraseHash)));
  }

  setPhrase(learnerId: string, phraseHash: string): Promise<void> {
    return this.#write(() => void this.#statements.write("setPhrase", learnerId, phraseHash));
  }

  close(): void {
    this.#database.close();
  }

  #stored(learnerId: string, labId: string): Draft | null {
    const row = this.#statements.row("draft", learnerId, labId);
    return row === null ? null : draftOf(row);
  }

  #all(learnerId: string): LearnerProgress {
    return {
      labs: this.#statements.rows("labs", learnerId).map(labOf),
      answers: this.#statements.rows("answers", learnerId).map(answerOf),
    };
  }

  /** Runs `write` as one transaction; its promise resolves after the commit has reached the disk. */
  #write<T>(write: () => T): Promise<T> {
    return Promise.try(() => writeTo(this.#folder, () => inTransaction(this.#database, write)));
  }
}

function learnerOf(row: { readonly [column: string]: unknown } | null): string | null {
  return row === null ? null : String(row.learner);
}

/** Whether an outcome is a verdict on the learner's code, and so counts as an attempt. */
function saysSomethingOfTheCode(outcome: Outcome): boolean {
  switch (outcome) {
    case "passed":
    case "failed":
    case "did-not-compile":
    case "crashed":
    case "timed-out":
    case "cpu-limit":
    case "out-of-memory":
    case "too-much-output":
      return true;
    case "finished":
    case "cancelled":
    case "busy":
    case "runner-fault":
      return false;
  }
}
