import { type DraftStatus, draftWords, needsAttention } from "./draft_status.ts";

/** Below the editor: its keys, and where the text is kept. */
export function EditorFoot({ draft }: { readonly draft: DraftStatus }) {
  const alarming = needsAttention(draft);
  return (
    <div class="editor-foot">
      <p>
        <kbd>Tab</kbd> indents; <kbd>Esc</kbd>, then <kbd>Tab</kbd> leaves. <kbd>Ctrl</kbd> or <kbd>⌘</kbd>{" "}
        <kbd>Enter</kbd> runs, with <kbd>Shift</kbd> checks.
      </p>
      <p class={alarming ? "draft-alarm" : ""} {...(alarming ? { role: "alert" } : {})}>{draftWords(draft)}</p>
    </div>
  );
}
