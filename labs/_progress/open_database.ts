/** Opens the database file so that no other process writes it and no acknowledged write is lost. */
import { DatabaseSync } from "node:sqlite";
import { DataFolderRefused } from "./data_folder_refused.ts";
import { migrate } from "./migrations.ts";

/** Name of the database in the data folder. */
export const DATABASE_FILE = "progress.db";

/** The write-ahead log is moved into the database at this length (256 KiB), so that the disk reserve is always enough. */
const CHECKPOINT_PAGES = 64;

/** A server that is just shutting down may hold the lock this long. */
const LOCK_WAIT_MS = 1_000;

/**
 * Opens (or makes) the database in `folder`: locked, checked, with its tables in their present form.
 *
 * @throws {DataFolderRefused} when another process has it, it is damaged, or a newer version wrote it
 */
export function openDatabase(folder: string): DatabaseSync {
  const path = `${folder}/${DATABASE_FILE}`;
  let database: DatabaseSync | null = null;
  try {
    Deno.mkdirSync(folder, { recursive: true });
    database = new DatabaseSync(path, { timeout: LOCK_WAIT_MS });
    lock(database);
    check(database, path);
    migrate(database);
    return database;
  } catch (error) {
    database?.close();
    throw refusalOf(error, folder);
  }
}

function lock(database: DatabaseSync): void {
  // The lock mode comes first: then the log's index stays in this process's memory, and no other process can get in.
  database.exec("PRAGMA locking_mode = EXCLUSIVE");
  database.exec("PRAGMA journal_mode = WAL");
  // FULL makes every commit wait for the disk; NORMAL may lose the last ones with the power.
  database.exec("PRAGMA synchronous = FULL");
  // macOS only: there a plain fsync stops at the disk's own cache.
  database.exec("PRAGMA fullfsync = ON");
  database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  database.exec("PRAGMA trusted_schema = OFF");
  database.exec("BEGIN EXCLUSIVE; COMMIT");
}

function check(database: DatabaseSync, path: string): void {
  const found = database.prepare("PRAGMA integrity_check(1)").get()?.integrity_check;
  if (found === "ok") return;
  throw new DataFolderRefused(
    `${path} is damaged (${found}): put a backup in its place, or move it away to begin anew.`,
  );
}

function refusalOf(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || error instanceof DataFolderRefused) return error;
  if (error.message.includes("database is locked")) {
    const remedy = "stop that one, or choose another folder with --data";
    return new DataFolderRefused(`The data folder ${folder} is in use by another Interleave: ${remedy}.`, {
      cause: error,
    });
  }
  if (error.message.includes("not a database") || error.message.includes("malformed")) {
    const remedy = "put a backup in its place, or move it away to begin anew";
    return new DataFolderRefused(`${folder}/${DATABASE_FILE} is damaged (${error.message}): ${remedy}.`, {
      cause: error,
    });
  }
  const remedy = "choose a folder that this user may write with --data";
  return new DataFolderRefused(`The data folder ${folder} cannot be used (${error.message}): ${remedy}.`, {
    cause: error,
  });
}
