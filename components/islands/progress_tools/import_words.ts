/** Reading a progress file before it is sent, and saying what its import did. Pure. */
import type { ImportSummary } from "../../../labs/_progress/progress.ts";

/** The file's content, or a sentence on why it is not one of ours. The server looks closer. */
export type ReadFile =
  | { readonly kind: "file"; readonly content: unknown }
  | { readonly kind: "refused"; readonly sentence: string };

/** Reads the text of a file that the reader chose. */
export function readProgressFile(text: string): ReadFile {
  const content = parsed(text);
  const ours = typeof content === "object" && content !== null && "format" in content &&
    content.format === "interleave-progress";
  if (ours) return { kind: "file", content };
  return { kind: "refused", sentence: "This is no progress file of this book: choose one that “Export” has made." };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What an import did, in a sentence or two. */
export function importWords({ drafts, answers, keptHere }: ImportSummary): string {
  const taken = `Imported ${counted(drafts, "draft")} and ${counted(answers, "answer")}.`;
  const kept = keptHere.length === 0
    ? ""
    : ` Your text here was newer or different, and was kept, for: ${keptHere.join(", ")}.`;
  return `${taken}${kept} Passes are not imported: press Check in a lab to pass it here.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
