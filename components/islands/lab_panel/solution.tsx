import { useState } from "preact/hooks";
import { askServer } from "../shared/ask_server.ts";
import type { Problem } from "../shared/problem.ts";

/** Some lines of the reader's answer and the solution together; "added" ones are the solution's. */
interface DiffPart {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

interface SolutionAnswer {
  readonly solution: string;
  readonly diff: readonly DiffPart[];
}

/** The book's own answer, and how the one that passed differs from it: fetched when the reader opens it. */
export function Solution({ labId }: { readonly labId: string }) {
  const [shown, setShown] = useState<SolutionAnswer | Problem | null>(null);

  async function onToggle(open: boolean): Promise<void> {
    if (!open || (shown !== null && "solution" in shown)) return;
    const answer = await askServer(`/api/labs/${labId}/solution`);
    if (answer.kind === "ok") setShown(answer.body as SolutionAnswer);
    else if (answer.kind === "problem") setShown(answer.problem);
  }

  return (
    <details class="lab-solution" onToggle={(event) => void onToggle(event.currentTarget.open)}>
      <summary>Solution, and how yours differs</summary>
      {shown === null && <p>Loading …</p>}
      {shown !== null && "heading" in shown && (
        <p>
          <strong>{shown.heading}</strong> {shown.sentence}
        </p>
      )}
      {shown !== null && "solution" in shown && (
        <>
          <h3>The book’s solution</h3>
          <pre tabIndex={0} aria-label="The book’s solution"><code>{shown.solution}</code></pre>
          <h3>From yours (-) to the book’s (+)</h3>
          <pre class="diff" tabIndex={0} aria-label="Differences"><code>{shown.diff.map(DiffLines)}</code></pre>
        </>
      )}
    </details>
  );
}

const MARKS = { same: "  ", added: "+ ", removed: "- " } as const;

/** Each line with its mark before it: colour is an extra. */
function DiffLines({ kind, text }: DiffPart) {
  const marked = text.replace(/^(?=[^])/gm, MARKS[kind]);
  switch (kind) {
    case "same":
      return marked;
    case "added":
      return <ins>{marked}</ins>;
    case "removed":
      return <del>{marked}</del>;
  }
}
