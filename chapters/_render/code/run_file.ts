/** Runs an author's file with this Deno, so that what a page says it prints is what it printed. */
import { Turns } from "./turns.ts";

/** A hundred times what any example needs: a machine that is busy elsewhere must not stop the book from being built. */
const WALL_MS = 60_000;
/** More than a reader would look at. */
const OUTPUT_BYTES = 64 * 1024;

/** More at once would slow each other down until the slowest reaches `WALL_MS`. */
const turns = new Turns(Math.min(4, navigator.hardwareConcurrency));

/** A file that did not end well. The message is a clause that follows the file's name. */
export class RunFailure extends Error {
  override readonly name = "RunFailure";
  /** What to do about it: a sentence. */
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/** How a file is run. */
export interface RunFileOptions {
  /** Keeps what Deno compiled. */
  readonly denoFolder: string;
  readonly wallMs?: number;
  /** Flags of Deno besides those that every file gets. */
  readonly flags?: readonly string[];
}

/**
 * What `file` wrote to stdout. It gets a clean environment and, but for `flags`, no permissions.
 * @throws {RunFailure} when it fails, does not end within `wallMs` or prints more than 64 KiB.
 */
export async function runFile(
  file: URL,
  { denoFolder, wallMs = WALL_MS, flags = [] }: RunFileOptions,
): Promise<string> {
  using _turn = await turns.take();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--no-remote", "--no-npm", "--no-lock", ...flags, file.href],
    clearEnv: true,
    env: { DENO_DIR: denoFolder, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1", TZ: "UTC" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let ended = false;
  let stopped: string | null = null;
  const stop = (why: string) => {
    if (stopped === null && !ended) child.kill("SIGKILL");
    stopped ??= why;
  };
  const timer = setTimeout(() => stop(`does not end within ${wallMs / 1000} seconds`), wallMs);
  const tooMuch = () => stop(`prints more than ${OUTPUT_BYTES / 1024} KiB`);
  const [stdout, stderr, status] = await Promise.all([
    readBounded(child.stdout, tooMuch),
    readBounded(child.stderr, tooMuch),
    child.status.finally(() => ended = true),
  ]);
  clearTimeout(timer);
  if (stopped !== null) {
    throw new RunFailure(stopped, "Make it end by itself, with no more output than a page can show.");
  }
  if (status.success) return stdout;
  const remedy = `It runs without permissions and packages, and said:\n${indent(stderr)}`;
  throw new RunFailure(`fails with exit code ${status.code}`, remedy);
}

async function readBounded(stream: ReadableStream<Uint8Array>, onTooMuch: () => void): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > OUTPUT_BYTES) onTooMuch();
    else text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function indent(text: string): string {
  return text.trimEnd().split("\n").map((line) => `    ${line}`).join("\n");
}
