/** All of a function's writes, or none. */
import type { DatabaseSync } from "node:sqlite";

/** Runs `write` inside one transaction; an error undoes what it wrote and flies on. */
export function inTransaction<T>(database: DatabaseSync, write: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = write();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    // SQLite has already rolled back by itself after some errors, a full disk among them.
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}
