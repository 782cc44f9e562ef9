/** A whole site of small parts: real progress, a runner that plays given events, pages that are one line long. */
import type { Chapter } from "../../../chapters/_render/chapter.ts";
import type { Assets } from "../../../components/_build/assets.ts";
import { createHandler } from "../../../components/_http/handler.ts";
import type { HandlerParts } from "../../../components/_http/handler_parts.ts";
import { listen } from "../../../components/_http/listen.ts";
import { readSettings } from "../../../components/_http/settings.ts";
import type { Pages } from "../../../components/pages/page.ts";
import type { Progress } from "../../../labs/_progress/progress.ts";
import { openProgress } from "../../../labs/_progress/sqlite_progress.ts";
import type { Grader } from "../../../labs/_runner/grader.ts";
import type { Lab } from "../../../labs/_runner/lab.ts";
import type { RunEvent, Runner, RunRequest } from "../../../labs/_runner/protocol.ts";
import { DataFolder, resultOf } from "../../labs/_progress/fixture.ts";

export { resultOf };

/** A grader that plays what the test says and notes what it was asked. */
export class PlayedGrader implements Grader {
  readonly asked: { request: RunRequest; queueKey: string; runId: string }[] = [];
  readonly cancelled: string[] = [];
  /** Resolves when somebody has left a run's events, at their end or before. */
  readonly left = Promise.withResolvers<void>();
  readonly #play: (runId: string) => AsyncIterable<RunEvent>;

  constructor(play: (runId: string) => AsyncIterable<RunEvent> = passes) {
    this.#play = play;
  }

  async *run(request: RunRequest, who: { queueKey: string; runId?: string }): AsyncIterable<RunEvent> {
    const runId = who.runId ?? "";
    this.asked.push({ request, queueKey: who.queueKey, runId });
    try {
      yield* this.#play(runId);
    } finally {
      this.left.resolve();
    }
  }

  cancel(runId: string): boolean {
    this.cancelled.push(runId);
    return true;
  }

  close(): void {}
}

/** A run that prints a line and passes. */
export async function* passes(runId: string): AsyncGenerator<RunEvent> {
  yield await Promise.resolve({ type: "queued", runId, position: 0 });
  yield { type: "started", runId, level: "strong" };
  yield { type: "stdout", text: "one\ntwo <script>\n" };
  yield { type: "done", result: resultOf({ runId }) };
}

const CHAPTER: Chapter = {
  number: 1,
  slug: "what-runs-when",
  title: "What runs when",
  question: "Why does it stall?",
  summary: "It waits.",
  labs: ["first-overlap"],
  minutes: 10,
  headings: [],
  parts: [],
  keys: {
    "who-waits": {
      kind: "choice",
      right: "a",
      explanations: { a: "The caller waits.", b: "No." },
      words: "the caller",
    },
    "how-long": { kind: "number", value: 30, tolerance: 0.1, explanation: "Three times ten.", words: "30 ms" },
  },
  search: [],
  words: 0,
};

const LAB: Lab = {
  id: "first-overlap",
  title: "First overlap",
  chapter: "what-runs-when",
  kind: "deno",
  minutes: 10,
  points: 10,
  hints: [],
  starterFails: "all three are in flight at once",
  task: "",
  taskLine: 1,
  starter: "",
  solution: "first\nsolved\n",
  folder: new URL("file:///labs/first-overlap/"),
  driveUrl: new URL("file:///labs/first-overlap/drive.ts"),
  judgeUrl: new URL("file:///labs/first-overlap/judge.ts"),
};

const BYTES = {
  bytes: new TextEncoder().encode("plain"),
  gzip: new TextEncoder().encode("gzipped"),
  brotli: new TextEncoder().encode("brotli"),
};

const ASSETS: Assets = {
  files: new Map([
    ["/assets/book-1234.css", { path: "/assets/book-1234.css", contentType: "text/css; charset=utf-8", ...BYTES }],
    ["/assets/loader-1234.js", {
      path: "/assets/loader-1234.js",
      contentType: "text/javascript; charset=utf-8",
      ...BYTES,
    }],
  ]),
  loader: "/assets/loader-1234.js",
  theme: "/assets/theme-1234.js",
  stylesheet: "/assets/book-1234.css",
  fonts: [],
  islands: {},
};

/** Pages of one line each. */
export const PAGES: Pages = {
  contents: () => `<p>contents ${"of the book ".repeat(100)}</p></body>`,
  chapter: (_, chapter) => `<p>chapter ${chapter.slug}</p></body>`,
  lab: (_, lab) => `<p>lab ${lab.id}</p></body>`,
  glossary: () => "<p>glossary</p></body>",
  progress: (_, learner) => `<p>${learner.labs.length} labs tried</p></body>`,
  notFound: () => "<p>no such page</p></body>",
};

const RUNNER: Runner = {
  level: "strong",
  async *run() {},
  cancel: () => false,
  close: () => Promise.resolve(),
};

/** What to vary. */
export interface SiteOptions {
  readonly grader?: PlayedGrader;
  readonly flags?: readonly string[];
  readonly parts?: Partial<HandlerParts>;
}

/** A site that keeps a browser's cookie between requests, as a browser would. */
export class TestSite implements Disposable {
  readonly #folder = new DataFolder();
  readonly progress: Progress = openProgress(this.#folder.path);
  readonly grader: PlayedGrader;
  readonly logged: string[] = [];
  readonly origin: string;
  readonly #handler: Deno.ServeHandler<Deno.NetAddr>;
  /** The clock of the limits, in milliseconds. */
  nowMs = 0;
  /** `name=value`, or empty. */
  cookie = "";

  constructor(options: SiteOptions = {}) {
    const settings = readSettings(options.flags ?? []);
    this.grader = options.grader ?? new PlayedGrader();
    this.origin = settings.origin ?? "http://127.0.0.1:8000";
    const parts: HandlerParts = {
      settings,
      book: { chapters: [CHAPTER], glossary: [] },
      labs: new Map([[LAB.id, LAB]]),
      labTexts: new Map(),
      pages: PAGES,
      assets: ASSETS,
      progress: this.progress,
      runner: RUNNER,
      grader: this.grader,
      ...options.parts,
    };
    this.#handler = createHandler(parts, { nowMs: () => this.nowMs, log: (line) => this.logged.push(line) });
  }

  /** Sends a request as the site's own page would, with what `init` adds or changes. */
  async fetch(path: string, init: RequestInit & { readonly from?: string } = {}): Promise<Response> {
    const url = new URL(path, this.origin);
    const headers = new Headers({ ...(this.cookie === "" ? {} : { cookie: this.cookie }) });
    if ((init.method ?? "GET") !== "GET") headers.set("origin", this.origin);
    if (init.body !== undefined) headers.set("content-type", "application/json");
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    const response = await this.#handler(new Request(url, { ...init, headers }), peer(init.from ?? "127.0.0.1"));
    this.cookie = response.headers.get("set-cookie")?.split(";")[0] ?? this.cookie;
    return response;
  }

  /** Sends `value` as JSON. */
  send(method: "POST" | "PUT", path: string, value: unknown): Promise<Response> {
    return this.fetch(path, { method, body: JSON.stringify(value) });
  }

  /** Opens a real port for the site. Disposing of it cuts every connection. */
  listen(): AsyncDisposable & { readonly port: number } {
    const cut = new AbortController();
    const settings = readSettings(["--port=0"]);
    const server = listen(settings, { cut: cut.signal, handle: (request, info) => this.#handler(request, info) });
    return {
      port: server.addr.port,
      async [Symbol.asyncDispose]() {
        cut.abort();
        await server.finished;
      },
    };
  }

  [Symbol.dispose](): void {
    this.progress.close();
    this.#folder[Symbol.dispose]();
  }
}

/** What Deno.serve says of a connection from `hostname`. */
export function peer(hostname: string): Deno.ServeHandlerInfo<Deno.NetAddr> {
  return { remoteAddr: { transport: "tcp", hostname, port: 50_000 }, completed: Promise.resolve() };
}

/** The sentence of a refused API request. */
export async function errorOf(response: Response): Promise<string> {
  const { error } = await response.json();
  return error;
}
