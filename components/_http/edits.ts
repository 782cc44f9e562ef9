/** With `--dev`: which parts of the book an edit touches. */

/** What has to be made anew. */
export type EditedPart = "chapters" | "labs" | "assets";

/** An editor writes a file in several steps: changes that come closer together than this are one edit. */
const SETTLE_MS = 30;

/** Yields the parts that were edited, each time that something was, until `signal` aborts. */
export async function* watchEdits(root: URL, signal: AbortSignal): AsyncGenerator<ReadonlySet<EditedPart>> {
  using watcher = Deno.watchFs(["chapters", "labs", "components"].map((folder) => new URL(folder, root).pathname));
  signal.addEventListener("abort", () => watcher.close());
  const events = watcher[Symbol.asyncIterator]();
  let next = events.next();
  for (;;) {
    const parts = new Set<EditedPart>();
    let event = await next;
    while (!event.done) {
      for (const path of event.value.kind === "access" ? [] : event.value.paths) {
        const part = partOf(path.slice(root.pathname.length));
        if (part !== null) parts.add(part);
      }
      next = events.next();
      const quiet = Symbol("quiet");
      const following = await settled(next, quiet);
      if (following === quiet) break;
      event = following;
    }
    if (parts.size > 0) yield parts;
    if (event.done) return;
  }
}

/** The part that a path from the root belongs to; `null` for editors' own files and for code that the server runs. */
export function partOf(path: string): EditedPart | null {
  if (!/\.(md|yaml|tsx?|css|woff2)$/.test(path)) return null;
  if (path.startsWith("chapters/_") || path.startsWith("labs/_")) return null;
  if (path.startsWith("chapters/")) return "chapters";
  if (path.startsWith("labs/")) return "labs";
  return /^components\/(islands|drawing|pages\/css)\//.test(path) ? "assets" : null;
}

async function settled<T, Q>(next: Promise<T>, quiet: Q): Promise<T | Q> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<Q>((resolve) => timer = setTimeout(resolve, SETTLE_MS, quiet));
  try {
    return await Promise.race([next, silence]);
  } finally {
    clearTimeout(timer);
  }
}
