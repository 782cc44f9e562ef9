/**
 * Which text a reader finds on coming back: three may exist, the starter, what this browser kept and what the server has.
 *
 * The rule: text that exists in one place only is never replaced without asking.
 */
import type { Draft } from "../../../labs/_progress/progress.ts";

/** What this browser keeps of a lab. */
export interface LocalDraft {
  readonly code: string;
  /** The server's version that this text began from, or is; 0 for none. */
  readonly baseVersion: number;
  /** True when the server has this very text as `baseVersion`. */
  readonly saved: boolean;
}

/** The texts that may exist. */
export interface DraftSources {
  readonly starter: string;
  readonly local: LocalDraft | null;
  readonly server: Draft | null;
}

/** What to show. `baseVersion` is what the next save builds on. */
export type MergedDraft =
  | { readonly kind: "settled"; readonly code: string; readonly baseVersion: number; readonly saved: boolean }
  | { readonly kind: "conflict"; readonly mine: string; readonly theirs: Draft };

/** Chooses the text, or says that the reader must. */
export function mergeDrafts({ starter, local, server }: DraftSources): MergedDraft {
  if (server === null) {
    if (local === null) return { kind: "settled", code: starter, baseVersion: 0, saved: true };
    // The server has lost it, or never had it: the next save gives it back.
    return { kind: "settled", code: local.code, baseVersion: 0, saved: local.code === starter };
  }
  const theirs = { kind: "settled", code: server.code, baseVersion: server.version, saved: true } as const;
  if (local === null || local.code === server.code) return theirs;
  const untouched = local.baseVersion === 0 && local.code === starter;
  if (untouched) return theirs;
  if (!local.saved && local.baseVersion === server.version) {
    return { kind: "settled", code: local.code, baseVersion: server.version, saved: false };
  }
  // Saved here, and changed since on another device. An older version there means a restored backup: ask.
  if (local.saved && local.baseVersion < server.version) return theirs;
  return { kind: "conflict", mine: local.code, theirs: server };
}
