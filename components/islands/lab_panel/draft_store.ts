/** Drafts in this browser. Storage may be off, full, or hold what another version of the book wrote: none of it may hurt. */
import type { LocalDraft } from "./draft_merge.ts";

/** Where a lab's draft is kept in the browser. */
export interface DraftStore {
  /** The draft, or `null` when there is none that can be read. */
  read(labId: string): LocalDraft | null;
  /** Returns false when the browser refused: storage is off or full. */
  write(labId: string, draft: LocalDraft): boolean;
}

/** A store over `localStorage`, which is asked for on each use: reading that property alone may throw. */
export function browserDrafts(storage: () => Pick<Storage, "getItem" | "setItem">): DraftStore {
  return {
    read(labId) {
      try {
        return parseDraft(storage().getItem(keyOf(labId)));
      } catch {
        return null;
      }
    },
    write(labId, draft) {
      try {
        storage().setItem(keyOf(labId), JSON.stringify(draft));
        return true;
      } catch {
        return false;
      }
    },
  };
}

function keyOf(labId: string): string {
  return `draft:${labId}`;
}

/** Throws when the text is no JSON. */
function parseDraft(text: string | null): LocalDraft | null {
  const draft: unknown = text === null ? null : JSON.parse(text);
  if (typeof draft !== "object" || draft === null) return null;
  if (!("code" in draft && "baseVersion" in draft && "saved" in draft)) return null;
  const { code, baseVersion, saved } = draft;
  if (typeof code !== "string" || typeof baseVersion !== "number" || typeof saved !== "boolean") return null;
  return { code, baseVersion, saved };
}
