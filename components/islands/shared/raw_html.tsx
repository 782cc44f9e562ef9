interface RawHtmlProps {
  /** HTML of the book's own text: never a reader's words, never what a program printed. */
  readonly html: string;
  readonly class?: string;
}

/** Text that the book's renderer made. */
export function RawHtml({ html, class: className }: RawHtmlProps) {
  return <div class={className} dangerouslySetInnerHTML={{ __html: html }} />;
}
