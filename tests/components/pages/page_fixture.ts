/** A small book with one of everything that a page can show. */
import type { Assets } from "../../../components/_build/assets.ts";
import type { PageContext } from "../../../components/pages/page.ts";
import type { Book, Chapter, ChapterPart, Question } from "../../../chapters/_render/chapter.ts";
import type { Lab } from "../../../labs/_runner/lab.ts";

const QUESTIONS: readonly Question[] = [
  { id: "sum", prompt: "<p>How long does the page take?</p>", kind: "number", unit: "ms" },
  {
    id: "first",
    prompt: "<p>Which backend is asked first?</p>",
    kind: "choice",
    options: [{ id: "scans", html: "<code>scans</code>" }, { id: "eta", html: "<code>eta</code>" }],
  },
  {
    id: "printed",
    prompt: "<p>What does it print?</p>",
    code: "<pre><code>one()</code></pre>",
    kind: "predict-output",
    lines: 2,
  },
  {
    id: "turns",
    prompt: "<p>Who runs first?</p>",
    kind: "order",
    items: [{ id: "a", html: "the page" }, { id: "b", html: "the timer" }],
  },
];

const PARTS: readonly ChapterPart[] = [
  { kind: "html", html: `<p>Three waits, added up.</p><h2 id="three-awaits">Three awaits in a row</h2>` },
  {
    kind: "figure",
    figure: {
      id: "staircase",
      label: "Figure 1.1",
      caption: "The three calls, <em>one after another</em>.",
      svg: `<svg viewBox="0 0 10 10"><rect class="state-running" width="4" height="4"/></svg>`,
      description: "Three bars, each beginning where the last ends",
    },
  },
  { kind: "lab", labId: "first-overlap" },
  ...QUESTIONS.map((question): ChapterPart => ({ kind: "question", question })),
  { kind: "html", html: "<p>The end of the chapter.</p>" },
];

function chapter(number: number, slug: string, parts: readonly ChapterPart[]): Chapter {
  return {
    number,
    slug,
    title: `Chapter ${slug}`,
    question: "What was the machine doing all that while?",
    summary: "Concurrency is about waiting well.",
    labs: number === 1 ? ["first-overlap"] : [],
    minutes: 30,
    words: 3_000,
    headings: number === 1 ? [{ level: 2, id: "three-awaits", text: "Three awaits in a row" }] : [],
    parts,
    keys: {
      sum: { words: "the key in words", kind: "number", value: 4711, tolerance: 0, explanation: "the secret key" },
    },
    search: [],
  };
}

export const LAB: Lab = {
  id: "first-overlap",
  title: "First overlap",
  chapter: "what-runs-when",
  kind: "deno",
  minutes: 15,
  points: 10,
  hints: ["Start all three first."],
  starterFails: "all three are in flight at once",
  task: "Make the calls overlap.",
  taskLine: 12,
  starter: "export const page = 1;\n",
  solution: "export const page = 'the solution';\n",
  folder: new URL("file:///labs/first-overlap/"),
  driveUrl: new URL("file:///labs/first-overlap/drive.ts"),
  judgeUrl: new URL("file:///labs/first-overlap/judge.ts"),
};

export const BOOK: Book = {
  chapters: [
    chapter(1, "what-runs-when", PARTS),
    chapter(2, "readiness", [{ kind: "html", html: "<p>Short.</p>" }]),
    chapter(3, "completion", [{ kind: "html", html: "<p>Short.</p>" }]),
  ],
  glossary: [
    { id: "task", term: "task", definition: "What a scheduler runs." },
    { id: "await", term: "await", definition: "Suspends <em>this</em> function." },
  ],
};

export const ASSETS: Assets = {
  files: new Map(),
  loader: "/assets/hydrate-1.js",
  theme: "/assets/apply_theme-1.js",
  stylesheet: "/assets/book-1.css",
  fonts: ["/assets/serif-1.woff2"],
  islands: { lab_panel: "/assets/lab_panel-1.js", question: "/assets/question-1.js" },
};

/** A page's context, with what a test is about. */
export function pageContext(about: Partial<PageContext> = {}): PageContext {
  const text = {
    taskHtml: "<p>Make the calls overlap.</p>",
    starterHtml: "<pre><code>page</code></pre>",
    hints: ["Start."],
  };
  return {
    book: BOOK,
    labs: new Map([[LAB.id, LAB]]),
    labTexts: new Map([[LAB.id, text]]),
    assets: ASSETS,
    level: "strong",
    hosted: false,
    path: "/",
    ...about,
  };
}
