/** Every SQL statement that runs after the start, under its name. Values are always parameters. */
import type { DatabaseSync, SQLInputValue, SQLOutputValue } from "node:sqlite";

const SQL = {
  draft: "SELECT lab, code, version, saved_at_ms FROM drafts WHERE learner = ? AND lab = ?",
  drafts: "SELECT lab, code, version, saved_at_ms FROM drafts WHERE learner = ? ORDER BY lab",
  saveDraft: `
    INSERT INTO drafts (learner, lab, code, version, saved_at_ms) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (learner, lab) DO UPDATE
    SET code = excluded.code, version = excluded.version, saved_at_ms = excluded.saved_at_ms`,
  addAttempt: `
    INSERT INTO attempts (run, learner, lab, outcome, seed, ended_at_ms) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (run) DO NOTHING`,
  addPass: `
    INSERT INTO passes (learner, lab, first_at_ms, last_code) VALUES (?, ?, ?, ?)
    ON CONFLICT (learner, lab) DO UPDATE SET last_code = excluded.last_code`,
  labs: `
    SELECT attempts.lab, COUNT(*) AS attempts, passes.first_at_ms, passes.last_code
    FROM attempts LEFT JOIN passes USING (learner, lab)
    WHERE attempts.learner = ? GROUP BY attempts.lab ORDER BY attempts.lab`,
  answer: "SELECT chapter, question, correct, tries FROM answers WHERE learner = ? AND chapter = ? AND question = ?",
  answers: "SELECT chapter, question, correct, tries FROM answers WHERE learner = ? ORDER BY chapter, question",
  saveAnswer: `
    INSERT INTO answers (learner, chapter, question, correct, tries) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (learner, chapter, question) DO UPDATE SET correct = excluded.correct, tries = excluded.tries`,
  learnerByToken: "SELECT learner FROM tokens WHERE token_hash = ?",
  addToken: "INSERT INTO tokens (token_hash, learner, created_at_ms) VALUES (?, ?, ?)",
  learnerByPhrase: "SELECT learner FROM phrases WHERE phrase_hash = ?",
  setPhrase: `
    INSERT INTO phrases (learner, phrase_hash) VALUES (?, ?)
    ON CONFLICT (learner) DO UPDATE SET phrase_hash = excluded.phrase_hash`,
} as const;

/** A row as SQLite gives it. */
export type Row = Record<string, SQLOutputValue>;

/** The statements, prepared once. */
export interface Statements {
  row(name: keyof typeof SQL, ...values: readonly SQLInputValue[]): Row | null;
  rows(name: keyof typeof SQL, ...values: readonly SQLInputValue[]): readonly Row[];
  /** Returns how many rows changed. */
  write(name: keyof typeof SQL, ...values: readonly SQLInputValue[]): number;
}

/** Prepares all of them, so that a mistake in one shows at the start. */
export function prepareStatements(database: DatabaseSync): Statements {
  const prepared = new Map(Object.entries(SQL).map(([name, sql]) => [name, database.prepare(sql)]));
  const statement = (name: keyof typeof SQL) => {
    const found = prepared.get(name);
    if (found === undefined) throw new TypeError(`no statement is called ${name}`);
    return found;
  };
  return {
    row: (name, ...values) => statement(name).get(...values) ?? null,
    rows: (name, ...values) => statement(name).all(...values),
    write: (name, ...values) => Number(statement(name).run(...values).changes),
  };
}
