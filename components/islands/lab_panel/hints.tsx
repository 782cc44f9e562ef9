interface HintsProps {
  /** Inline HTML of the book's own text. */
  readonly hints: readonly string[];
}

/** Staged hints: each lies inside the one before it, so that none is met by accident. They open without JavaScript too. */
export function Hints({ hints }: HintsProps) {
  return hints.length === 0 ? null : (
    <div class="lab-hints">
      <Hint hints={hints} at={0} />
    </div>
  );
}

function Hint({ hints, at }: HintsProps & { readonly at: number }) {
  const html = hints[at];
  if (html === undefined) return null;
  return (
    <details>
      <summary>Hint {at + 1} of {hints.length}</summary>
      <p dangerouslySetInnerHTML={{ __html: html }} />
      <Hint hints={hints} at={at + 1} />
    </details>
  );
}
