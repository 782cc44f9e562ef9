/** `deno task start`: settings → book → labs → progress → handler → serve → shut down. Composition only. */
import { resolve } from "node:path";
import { loadBook } from "./chapters/_render/load_book.ts";
import { loadLabTexts } from "./chapters/_render/load_lab_texts.ts";
import { leaveAddress } from "./components/_http/address_file.ts";
import { CannotStart } from "./components/_http/cannot_start.ts";
import { watchEdits } from "./components/_http/edits.ts";
import { createHandler } from "./components/_http/handler.ts";
import type { HandlerParts } from "./components/_http/handler_parts.ts";
import { addressOf, listen } from "./components/_http/listen.ts";
import { requireSafeAudience } from "./components/_http/safe_audience.ts";
import { BadFlag, readSettings, type Settings } from "./components/_http/settings.ts";
import { DataFolderRefused } from "./labs/_progress/data_folder_refused.ts";
import { openProgress } from "./labs/_progress/sqlite_progress.ts";
import { loadLabs } from "./labs/_runner/catalog.ts";
import { openRunner } from "./labs/_runner/embedded_runner.ts";
import { createGrader, type Grader } from "./labs/_runner/grader.ts";
import { buildHarness } from "./labs/_runner/harness/build_harness.ts";
import type { RunResult } from "./labs/_runner/protocol.ts";

const ROOT = new URL("./", import.meta.url);

/** After the signal to stop, connections that do not end by themselves are cut after this long. */
const GRACE_MS = 2_000;

try {
  await serve(readSettings(Deno.args));
  Deno.exit(0);
} catch (error) {
  if (error instanceof BadFlag) {
    console.error(error.message);
    Deno.exit(2);
  }
  // A SyntaxError is an author's mistake: its message names file, line and remedy.
  const foreseen = [CannotStart, DataFolderRefused, SyntaxError].some((kind) => error instanceof kind);
  console.error(foreseen && error instanceof Error ? error.message : error);
  Deno.exit(1);
}

async function serve(settings: Settings): Promise<void> {
  const progress = openProgress(settings.dataFolder);
  // Side by side: the runner's probe waits for processes, while modules that are slow to load (hence import()) take this one.
  const [runner, content, { pages }] = await Promise.all([
    buildHarness(resolve(settings.cacheFolder)).then((harness) => openRunner({ harness })),
    loadContent(settings),
    import("./components/pages/mod.ts"),
  ]);
  requireSafeAudience(settings, runner);

  const onResult = (learner: string, result: RunResult, code: string) => progress.recordAttempt(learner, result, code);
  const changes = settings.dev ? new EventTarget() : undefined;
  const siteOf = (content: Content, grader: Grader = createGrader({ runner, labs: content.labs, onResult })) => ({
    grader,
    handle: createHandler({ settings, pages, progress, runner, grader, ...content }, changes && { changes }),
  });
  let site = siteOf(content);

  const stopping = new AbortController();
  const cut = new AbortController();
  const server = listen(settings, { cut: cut.signal, handle: (request, info) => site.handle(request, info) });
  const address = addressOf(server);
  using _left = settings.origin === null ? leaveAddress(settings.dataFolder, address) : null;
  console.log(`Interleave is ready: ${address}${settings.origin === null ? "" : ` for ${settings.origin}`}`);
  if (runner.level !== "strong") console.log(runner.rejected.map(({ reason }) => reason).join(" "));

  const edits = changes === undefined ? null : followEdits(changes);
  await signalToStop();
  stopping.abort();
  await runner.close();
  site.grader.close();
  const force = setTimeout(() => cut.abort(), settings.dev ? 0 : GRACE_MS);
  await server.shutdown();
  clearTimeout(force);
  await edits;
  progress.close();

  /** Every edit makes a new site of the parts that have changed; open pages are told to reload. */
  async function followEdits(changes: EventTarget): Promise<void> {
    // Else the first edit would wait until Markdown and highlighter are loaded: a warm start does without them.
    void import("./chapters/_render/render_chapter.ts");
    for await (const edited of watchEdits(ROOT, stopping.signal)) {
      try {
        const before = site;
        const content = await loadContent(settings);
        site = siteOf(content, edited.has("labs") ? undefined : before.grader);
        if (site.grader !== before.grader) before.grader.close();
        changes.dispatchEvent(new Event("reload"));
      } catch (error) {
        // Most likely an author's half-written line: the site stays as it was until the next edit.
        console.error(error instanceof SyntaxError ? error.message : error);
      }
    }
  }
}

/** The parts of the site that are made from files. */
type Content = Pick<HandlerParts, "labs" | "labTexts" | "book" | "assets">;

/** Everything comes from a cache, file by file, unless it has changed. */
async function loadContent(settings: Settings): Promise<Content> {
  const cacheFolder = resolve(settings.cacheFolder);
  const building = import("./components/_build/build_assets.ts")
    .then(({ buildAssets }) => buildAssets({ cacheFolder, dev: settings.dev }));
  const labs = await loadLabs(new URL("labs/", ROOT));
  const book = await loadBook({ folder: new URL("chapters/", ROOT), labIds: new Set(labs.keys()), cacheFolder });
  const labTexts = await loadLabTexts({ labs, book, cacheFolder });
  return { labs, labTexts, book, assets: await building };
}

/** Resolves at the first signal; a second one ends the process at once, as it would without us. */
async function signalToStop(): Promise<void> {
  const signals = ["SIGINT", "SIGTERM"] as const;
  const asked = Promise.withResolvers<void>();
  for (const signal of signals) Deno.addSignalListener(signal, asked.resolve);
  await asked.promise;
  for (const signal of signals) Deno.removeSignalListener(signal, asked.resolve);
}
