/** The database's tables, as the steps that made them. A step is never edited once released: a change is a new step. */
import type { DatabaseSync } from "node:sqlite";
import { DataFolderRefused } from "./data_folder_refused.ts";
import { inTransaction } from "./transaction.ts";

/** Step n brings `user_version` from n to n + 1. */
const STEPS: readonly string[] = [
  `
  CREATE TABLE drafts (
    learner TEXT NOT NULL,
    lab TEXT NOT NULL,
    code TEXT NOT NULL,
    version INTEGER NOT NULL,
    saved_at_ms INTEGER NOT NULL,
    PRIMARY KEY (learner, lab)
  ) STRICT, WITHOUT ROWID;

  -- Keyed by the run: an attempt that is reported twice counts once.
  CREATE TABLE attempts (
    run TEXT NOT NULL PRIMARY KEY,
    learner TEXT NOT NULL,
    lab TEXT NOT NULL,
    outcome TEXT NOT NULL,
    seed INTEGER NOT NULL,
    ended_at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX attempts_of_learner ON attempts (learner, lab);

  CREATE TABLE passes (
    learner TEXT NOT NULL,
    lab TEXT NOT NULL,
    first_at_ms INTEGER NOT NULL,
    last_code TEXT NOT NULL,
    PRIMARY KEY (learner, lab)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE answers (
    learner TEXT NOT NULL,
    chapter TEXT NOT NULL,
    question TEXT NOT NULL,
    correct INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    PRIMARY KEY (learner, chapter, question)
  ) STRICT, WITHOUT ROWID;

  -- Cookies and phrases are kept as SHA-256 only: a stolen database opens nobody's progress.
  CREATE TABLE tokens (
    token_hash TEXT NOT NULL PRIMARY KEY,
    learner TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE phrases (
    learner TEXT NOT NULL PRIMARY KEY,
    phrase_hash TEXT NOT NULL UNIQUE
  ) STRICT, WITHOUT ROWID;
  `,
];

/** Brings the tables to the present form in one transaction: all steps or none. */
export function migrate(database: DatabaseSync): void {
  const version = Number(database.prepare("PRAGMA user_version").get()?.user_version);
  if (version > STEPS.length) {
    const known = `this version knows tables up to number ${STEPS.length}, the database has number ${version}`;
    throw new DataFolderRefused(
      `The progress database was written by a newer version of the book: ${known}; start the newer version.`,
    );
  }
  if (version === STEPS.length) return;
  inTransaction(database, () => {
    for (const step of STEPS.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${STEPS.length}`);
  });
}
