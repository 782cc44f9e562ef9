/**
 * Draws a figure by calling the `draw` of its module in a Worker of its own.
 *
 * A module is imported once in the life of a thread, and everything that it imports too. In a new thread an edited figure,
 * or an edited file below it, is imported anew: authors see what they just saved.
 */
import type { DrawReply, DrawRequest } from "./figure_protocol.ts";
import { Turns } from "./turns.ts";

/** Drawing takes milliseconds, but under `deno test` a busy machine first checks the types of what the figure imports. */
const WALL_MS = 60_000;

const turns = new Turns(Math.min(4, navigator.hardwareConcurrency));

/** What a drawing may not hold: the page's security policy would drop it, and the figure would look broken. */
const FORBIDDEN: readonly { readonly found: RegExp; readonly why: string; readonly remedy: string }[] = [
  {
    found: /\sstyle\s*=/i,
    why: "draws a style attribute",
    remedy: "Use classes or attributes such as fill and stroke.",
  },
  { found: /<style\b/i, why: "draws a <style> element", remedy: "Use classes of the page's stylesheet." },
  { found: /<script\b|\son[a-z]+\s*=/i, why: "draws a script", remedy: "Take it out: figures are still pictures." },
];

const EXPORT_DRAW = "Export `draw(): string | Promise<string>`, which returns one <svg>…</svg>.";

/** A figure that could not be drawn. The message is a clause that follows the module's name. */
export class DrawFailure extends Error {
  override readonly name = "DrawFailure";
  /** What to do about it: a sentence. */
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/**
 * The SVG that `module` draws.
 * @throws {DrawFailure} when it draws none within `wallMs`, or one that a page cannot show.
 */
export async function drawFigure(
  module: URL,
  { wallMs = WALL_MS }: { readonly wallMs?: number } = {},
): Promise<string> {
  using _turn = await turns.take();
  const reply = await askWorker({ module: module.href }, wallMs);
  if (reply.kind === "failed") {
    throw new DrawFailure(reply.why, reply.stack === undefined ? EXPORT_DRAW : `It was thrown here:\n${reply.stack}`);
  }
  if (!/^<svg\b[^]*<\/svg>$/.test(reply.svg)) {
    throw new DrawFailure("returns something else than a drawing", EXPORT_DRAW);
  }
  const forbidden = FORBIDDEN.find(({ found }) => found.test(reply.svg));
  if (forbidden !== undefined) throw new DrawFailure(forbidden.why, forbidden.remedy);
  return reply.svg;
}

async function askWorker(request: DrawRequest, wallMs: number): Promise<DrawReply> {
  const worker = new Worker(new URL("./figure_worker.ts", import.meta.url), { type: "module" });
  const { promise, resolve } = Promise.withResolvers<DrawReply>();
  worker.onmessage = ({ data }: MessageEvent<DrawReply>) => resolve(data);
  worker.onerror = (event) => {
    event.preventDefault(); // Else the error would end the whole process.
    resolve({ kind: "failed", why: event.message });
  };
  const late = () => resolve({ kind: "failed", why: `does not draw within ${wallMs / 1000} seconds` });
  const timer = setTimeout(late, wallMs);
  worker.postMessage(request);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}
