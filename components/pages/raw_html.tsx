interface RawHtmlProps {
  readonly class: string;
  /** Rendered from the book's own Markdown: never a reader's words. */
  readonly html: string;
}

/** HTML that the book's renderer made, in an element of its own. */
export function RawHtml({ class: className, html }: RawHtmlProps) {
  return <div class={className} dangerouslySetInnerHTML={{ __html: html }} />;
}
