/** The real server in a process of its own, for browser tests and benchmarks. */

const ROOT = new URL("../", import.meta.url);

/** A running server. Disposing of it stops it the way a user would, and waits. */
export interface ServerProcess extends AsyncDisposable {
  readonly address: string;
  readonly pid: number;
  /** Milliseconds from the start of the process to the line that says it is ready. */
  readonly readyMs: number;
}

/** What to vary. */
export interface ServerOptions {
  /** Folder of the database: a fresh one in /tmp by default, removed afterwards. */
  readonly dataFolder?: string;
  readonly port?: number;
  readonly more?: readonly string[];
}

/** Starts `server.ts` on a free port and waits for its address. Throws with its output when it ends before. */
export async function startServer(options: ServerOptions = {}): Promise<ServerProcess> {
  const dataFolder = options.dataFolder ?? await Deno.makeTempDir({ prefix: "interleave-" });
  const startedMs = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--unstable-worker-options",
      "server.ts",
      `--port=${options.port ?? 0}`,
      `--data=${dataFolder}`,
      ...options.more ?? [],
    ],
    cwd: ROOT,
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const { address, drained } = await readAddress(child.stdout);
  return {
    address,
    pid: child.pid,
    readyMs: performance.now() - startedMs,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.status;
      await drained;
      if (options.dataFolder === undefined) await Deno.remove(dataFolder, { recursive: true });
    },
  };
}

async function readAddress(
  stdout: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<{ address: string; drained: Promise<void> }> {
  const reader = stdout.pipeThrough(new TextDecoderStream()).getReader();
  let printed = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`The server ended before it was ready. It printed: ${printed || "nothing"}`);
    printed += value;
    const address = printed.match(/http:\/\/[\w.:\[\]]+:\d+/)?.[0];
    if (address !== undefined) return { address, drained: drain(reader) };
  }
}

async function drain(reader: ReadableStreamDefaultReader<string>): Promise<void> {
  while (!(await reader.read()).done) { /* a full pipe would stop the server */ }
}
