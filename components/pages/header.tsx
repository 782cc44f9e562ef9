import ThemeToggle from "../islands/theme_toggle.tsx";
import { BOOK_NAME } from "./book_name.ts";
import { Island } from "./island.tsx";
import type { PageContext } from "./page.ts";

/** The pages that are always one step away. */
const PLACES = [
  { path: "/", name: "Contents" },
  { path: "/glossary", name: "Glossary" },
  { path: "/progress", name: "Progress" },
] as const;

/** The line on top of every page: the book's name, the way about, the theme. */
export function Header({ context }: { readonly context: PageContext }) {
  return (
    <header class="masthead">
      <a class="book-name" href="/">
        <BookMark />
        {BOOK_NAME}
      </a>
      <nav aria-label="Book">
        <ul>
          {PLACES.map(({ path, name }) => (
            <li key={path}>
              <a href={path} aria-current={context.path === path ? "page" : undefined}>{name}</a>
            </li>
          ))}
        </ul>
      </nav>
      <Island assets={context.assets} name="theme_toggle" component={ThemeToggle} props={{}} />
    </header>
  );
}

/** Two tasks that take turns. */
function BookMark() {
  return (
    <svg class="book-mark" viewBox="0 0 20 16" aria-hidden="true">
      <path fill="currentColor" d="M0 2h11v5H0zM16 2h4v5h-4z" />
      <path fill="currentColor" fill-opacity="0.45" d="M0 9h4v5H0zM9 9h11v5H9z" />
    </svg>
  );
}
