import type { Draft } from "../../../labs/_progress/progress.ts";

interface DraftConflictProps {
  readonly theirs: Draft;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
}

/** Two texts of one lab: the one in the editor, and the one on the server. Neither goes before the reader has chosen. */
export function DraftConflict({ theirs, onKeepMine, onTakeTheirs }: DraftConflictProps) {
  return (
    <section class="draft-conflict" aria-label="Two versions of your text">
      <p role="alert">
        <strong>Two versions.</strong>{" "}
        The editor shows the one of this page. Another tab or device has saved this one on{" "}
        {new Date(theirs.savedAtMs).toLocaleString()}:
      </p>
      <pre tabIndex={0} aria-label="The other version"><code>{theirs.code}</code></pre>
      <p class="lab-buttons">
        <button type="button" onClick={onKeepMine}>Keep mine</button>
        <button type="button" onClick={onTakeTheirs}>Take theirs</button>
      </p>
    </section>
  );
}
