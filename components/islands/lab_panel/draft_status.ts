/** Where a reader's text is kept, and the words for it. Types and sentences, no behaviour. */
import type { Draft } from "../../../labs/_progress/progress.ts";
import type { Problem } from "../shared/problem.ts";

/** Where a text stands. */
export type DraftStatus =
  /** Nothing of the reader's own yet. */
  | { readonly kind: "none" }
  | { readonly kind: "saved" }
  /** Changed; on its way. */
  | { readonly kind: "unsaved" }
  | { readonly kind: "only-in-browser"; readonly problem: Problem }
  /** The browser keeps nothing for this site. */
  | { readonly kind: "only-on-server" }
  | { readonly kind: "nowhere"; readonly problem: Problem }
  | { readonly kind: "conflict"; readonly theirs: Draft };

/** Whether the text is less safe than the reader may think. Plain saving is not worth an interruption. */
export function needsAttention({ kind }: DraftStatus): boolean {
  return kind === "only-in-browser" || kind === "only-on-server" || kind === "nowhere";
}

/** One line for the panel's foot; empty when there is nothing to say. */
export function draftWords(status: DraftStatus): string {
  switch (status.kind) {
    case "none":
      return "";
    case "saved":
      return "Saved";
    case "unsaved":
      return "Saving …";
    case "only-in-browser":
      return `Kept in this browser only. ${status.problem.sentence}`;
    case "only-on-server":
      return "Saved on the server only: this browser keeps nothing for this site, its storage is off or full.";
    case "nowhere":
      return `Not saved: this browser’s storage is off or full, and the server did not take it. Copy your text before ` +
        `you leave. ${status.problem.sentence}`;
    case "conflict":
      return "Kept in this browser until you choose.";
  }
}
