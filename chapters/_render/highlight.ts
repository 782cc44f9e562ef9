/**
 * Source code as HTML, coloured by what each word is: the one place that knows shiki.
 *
 * Words get classes (`tok-keyword`), never style attributes, which the page's security policy forbids. `highlight_css.ts`
 * gives the classes their colours in both themes, so neither theme is in the HTML. shiki and its grammars are loaded when
 * the first word has to be coloured: a server that finds the book in its cache never pays for them.
 */
import { escapeHtml } from "./markdown/escape_html.ts";

/** shiki's grammars by the names that fences and files use. `text` has none. */
const GRAMMARS = {
  ts: { name: "typescript", load: () => import("shiki/langs/typescript.mjs") },
  tsx: { name: "tsx", load: () => import("shiki/langs/tsx.mjs") },
  bash: { name: "shellscript", load: () => import("shiki/langs/shellscript.mjs") },
  c: { name: "c", load: () => import("shiki/langs/c.mjs") },
  cpp: { name: "cpp", load: () => import("shiki/langs/cpp.mjs") },
  go: { name: "go", load: () => import("shiki/langs/go.mjs") },
  json: { name: "json", load: () => import("shiki/langs/json.mjs") },
  python: { name: "python", load: () => import("shiki/langs/python.mjs") },
  rust: { name: "rust", load: () => import("shiki/langs/rust.mjs") },
  sql: { name: "sql", load: () => import("shiki/langs/sql.mjs") },
  text: null,
} as const;

/** A language that can be shown. */
export type Language = keyof typeof GRAMMARS;

/** All of them, as authors write them behind a fence. */
export const LANGUAGES = Object.keys(GRAMMARS) as readonly Language[];

/** How lines are named. */
export interface HighlightOptions {
  /** Line 3 gets the id `<linePrefix>-L3`. Without it lines have no ids. */
  readonly linePrefix?: string;
  /** Number of each line in its file; counted from 1 when absent. */
  readonly lineNumbers?: readonly number[];
}

interface Word {
  readonly text: string;
  /** `keyword`, `comment`, …; `null` for plain text. */
  readonly role: string | null;
}

/**
 * `<pre class="code">` with each line in a `<span class="line">`.
 * @throws {RangeError} for a language that is not one of `LANGUAGES`.
 */
export async function highlightCode(code: string, language: string, options: HighlightOptions = {}): Promise<string> {
  if (!isLanguage(language)) {
    throw new RangeError(`There is no highlighting for "${language}": use one of ${LANGUAGES.join(", ")}.`);
  }
  const { linePrefix, lineNumbers } = options;
  const lines = (await highlightLines(code, language)).map((line, index) => {
    const number = lineNumbers?.[index] ?? index + 1;
    const id = linePrefix === undefined ? "" : ` id="${escapeHtml(linePrefix)}-L${number}"`;
    return `<span class="line"${id}>${line}</span>`;
  });
  // A wide block scrolls sideways; tabindex lets the keyboard scroll it too.
  return `<pre class="code" data-language="${language}" tabindex="0"><code>${lines.join("\n")}</code></pre>`;
}

/** The same line by line, each as HTML that goes into a line; for who puts lines together otherwise. */
export async function highlightLines(code: string, language: Language): Promise<readonly string[]> {
  const lines = await wordsByLine(code.replace(/\n+$/, ""), language);
  return lines.map((words) => merge(words).map(html).join(""));
}

/** Whether `highlightCode` knows the language. */
export function isLanguage(name: string): name is Language {
  return Object.hasOwn(GRAMMARS, name);
}

async function wordsByLine(code: string, language: Language): Promise<readonly (readonly Word[])[]> {
  const grammar = GRAMMARS[language];
  if (grammar === null) return code.split("\n").map((text) => [{ text, role: null }]);
  const highlighter = await sharedHighlighter();
  if (!highlighter.getLoadedLanguages().includes(grammar.name)) await highlighter.loadLanguage(grammar.load());
  // shiki gives a line up after half a second unless told otherwise: colours would depend on how busy the machine is.
  const options = { lang: grammar.name, theme: THEME, tokenizeTimeLimit: 0 };
  return highlighter.codeToTokensBase(code, options).map((line) =>
    line.map(({ content, color }) => ({ text: content, role: roleOf(color) }))
  );
}

/** Neighbours of one role become one word, and white space joins what is before it: half the HTML. */
function merge(words: readonly Word[]): Word[] {
  const merged: Word[] = [];
  for (const word of words) {
    const last = merged.at(-1);
    if (last !== undefined && (last.role === word.role || word.text.trim() === "")) {
      merged[merged.length - 1] = { text: last.text + word.text, role: last.role };
    } else merged.push(word);
  }
  return merged;
}

function html({ text, role }: Word): string {
  return role === null ? escapeHtml(text) : `<span class="tok-${role}">${escapeHtml(text)}</span>`;
}

const THEME = "roles";

/** shiki's theme of CSS variables stands for roles: `var(token-keyword)` is the role `keyword`. */
function roleOf(color: string | undefined): string | null {
  return /^var\(token-([a-z-]+)\)$/.exec(color ?? "")?.[1] ?? null;
}

let highlighter: ReturnType<typeof createHighlighter> | undefined;

/** One highlighter a process: making it takes longer than highlighting a chapter. */
function sharedHighlighter(): ReturnType<typeof createHighlighter> {
  return highlighter ??= createHighlighter();
}

async function createHighlighter() {
  const [{ createCssVariablesTheme, createHighlighterCore }, { createJavaScriptRegexEngine }] = await Promise.all([
    import("shiki/core"),
    import("shiki/engine/javascript"),
  ]);
  const theme = createCssVariablesTheme({ name: THEME, variablePrefix: "", fontStyle: false });
  return await createHighlighterCore({ engine: createJavaScriptRegexEngine(), themes: [theme], langs: [] });
}
