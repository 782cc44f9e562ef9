/** Writes into the lab lists of a page how far the reader is. */
import type { LabProgress } from "../../../labs/_progress/progress.ts";

/** The mark of a lab: a sign and a word, so that it says the same to eyes and ears. `null` for a lab never checked. */
export function markOf(lab: LabProgress | undefined): { readonly kind: string; readonly text: string } | null {
  if (lab === undefined || lab.attempts + Number(lab.passedAtMs !== null) === 0) return null;
  return lab.passedAtMs === null ? { kind: "attempted", text: "◦ attempted" } : { kind: "passed", text: "✓ passed" };
}

/** Marks each `[data-lab]` under `root`, in place of the mark that it has. */
export function markLabs(root: ParentNode, labs: readonly LabProgress[]): void {
  for (const element of root.querySelectorAll<HTMLElement>("[data-lab]")) {
    const mark = markOf(labs.find((lab) => lab.labId === element.dataset.lab));
    element.querySelector(".progress-mark")?.remove();
    if (mark === null) continue;
    const label = document.createElement("span");
    label.className = `progress-mark mark-${mark.kind}`;
    label.textContent = mark.text;
    element.append(label);
  }
}
