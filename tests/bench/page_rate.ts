/** Chapter pages a second against a bare `Deno.serve` that sends the same bytes, in turn, from another process. */
import { get, type IncomingMessage } from "node:http";
import { startServer } from "../server_process.ts";
import { median, type Row } from "./table.ts";

const ROUNDS = 5;
const REQUESTS = 3_000;
const CONNECTIONS = 32;
const BOUND = 0.7;

export async function measurePageRate(): Promise<Row[]> {
  await using server = await startServer();
  const contents = await (await fetch(server.address)).text();
  const path = contents.match(/\/chapters\/[\w-]+/)?.[0];
  if (path === undefined) throw new Error("The contents page names no chapter: nothing to load.");
  const page = new URL(path, server.address).href;
  const bare = await startBareServer(await encodedBytes(page));
  await requestsPerSecond(page); // warms both
  await requestsPerSecond(bare.address);
  const ratios: number[] = [];
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const bareRate = await requestsPerSecond(bare.address);
    const rate = await requestsPerSecond(page);
    ratios.push(rate / bareRate);
    rates.push(rate);
  }
  await bare.stop();
  const ratio = median(ratios);
  return [{
    promise: "chapter pages a second against a bare Deno.serve",
    measured: `${ratio.toFixed(2)} times (${Math.round(median(rates))} a second)`,
    bound: `at least ${BOUND}`,
    kept: ratio >= BOUND,
  }];
}

/** The compressed bytes as they cross the wire: `fetch` would decode them. */
async function encodedBytes(page: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = Promise.withResolvers<IncomingMessage>();
  get(page, { headers: { "accept-encoding": "br" } }, response.resolve).on("error", response.reject);
  const chunks: Uint8Array[] = await Array.fromAsync(await response.promise);
  return new Uint8Array(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}

async function startBareServer(bytes: Uint8Array<ArrayBuffer>): Promise<{ address: string; stop(): Promise<void> }> {
  const file = await Deno.makeTempFile();
  await Deno.writeFile(file, bytes);
  const program = `const bytes = await Deno.readFile(${JSON.stringify(file)});
Deno.serve({ port: 0, onListen: ({ port }) => console.log(port) }, () =>
  new Response(bytes, { headers: { "content-type": "text/html; charset=utf-8", "content-encoding": "br" } }));`;
  const script = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(script, program);
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", script],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const port = parseInt((await reader.read()).value ?? "");
  return {
    address: `http://127.0.0.1:${port}/`,
    async stop() {
      child.kill("SIGKILL");
      await reader.cancel();
      await child.status;
      for (const path of [file, script]) await Deno.remove(path);
    },
  };
}

/** Sends requests over a fixed number of connections and counts, reading and decoding every body. */
async function requestsPerSecond(address: string): Promise<number> {
  let left = REQUESTS;
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
    while (left-- > 0) {
      const response = await fetch(address, { headers: { "accept-encoding": "br" } });
      await response.arrayBuffer();
    }
  }));
  return REQUESTS / ((performance.now() - startedMs) / 1_000);
}
