/** A page's parts → a whole HTML document. */
import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { BOOK_NAME } from "./book_name.ts";
import { Footer } from "./footer.tsx";
import { Header } from "./header.tsx";
import type { PageContext } from "./page.ts";

/** What distinguishes one page from another. */
export interface DocumentOptions {
  /** Without the book's name, which follows it in the window's title; the contents page has none of its own. */
  readonly title?: string;
  /** One or two sentences for search engines. */
  readonly description: string;
  /** The inside of `<main>`, with the page's one `h1`. */
  readonly main: ComponentChildren;
}

/** Two overlapping bars: two tasks taking turns. */
const ICON = "data:image/svg+xml," + encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">` +
    `<path fill="#4763b8" d="M1 3h8v4H1zM12 3h3v4h-3z"/><path fill="#8aa0dd" d="M1 9h3v4H1zM7 9h8v4H7z"/></svg>`,
);

/**
 * Renders the document. It carries no inline script and no inline style, as the Content-Security-Policy demands: the
 * theme is applied by a small script of its own, which blocks so that the first paint has the right colours.
 */
export function renderDocument(context: PageContext, { title, description, main }: DocumentOptions): string {
  const { assets } = context;
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title === undefined ? `${BOOK_NAME}: what runs when` : `${title} · ${BOOK_NAME}`}</title>
        <meta name="description" content={description} />
        <meta name="color-scheme" content="light dark" />
        <script src={assets.theme}></script>
        <link rel="stylesheet" href={assets.stylesheet} />
        {assets.fonts.map((font) => (
          <link key={font} rel="preload" href={font} as="font" type="font/woff2" crossorigin="anonymous" />
        ))}
        <link rel="icon" href={ICON} />
        <script type="module" src={assets.loader}></script>
      </head>
      <body>
        <a class="skip-link" href="#main">Skip to the text</a>
        <Header context={context} />
        <main class="page" id="main" tabindex={-1}>{main}</main>
        <Footer context={context} />
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(document)}`;
}
