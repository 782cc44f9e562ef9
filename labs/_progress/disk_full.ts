/** A full disk: how it is seen before it hurts, and the error that the HTTP layer answers with 507. */
import { statfsSync } from "node:fs";

/**
 * Writes stop while this much is left. On a disk that is full to the last block SQLite cannot even checkpoint or delete,
 * so the last half MiB is kept for moving the write-ahead log (at most `CHECKPOINT_PAGES` long) into the database.
 */
const RESERVE_BYTES = 524_288;

/** A save was refused for want of space; nothing was written, and reading goes on. */
export class DiskFull extends Error {
  override readonly name = "DiskFull";
}

/** Throws `DiskFull` when the folder's file system has no more than the reserve left. */
export function requireSpace(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize <= RESERVE_BYTES) throw diskFull(folder);
}

/** Runs a write of SQLite and turns its own "full" into `DiskFull`. */
export function writeTo<T>(folder: string, write: () => T): T {
  requireSpace(folder);
  try {
    return write();
  } catch (error) {
    // node:sqlite gives every error the same code; the words are SQLite's own and have not changed since version 3.0.
    if (error instanceof Error && error.message.includes("disk is full")) throw diskFull(folder, error);
    throw error;
  }
}

function diskFull(folder: string, cause?: Error): DiskFull {
  const message = `Nothing was saved: the disk that holds ${folder} is full; free some space there and save again.`;
  return new DiskFull(message, { cause });
}
