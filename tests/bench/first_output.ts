/** A run's first output against a bare `deno run` of the same file, in turn. */
import { ServerSentEventParseStream } from "@std/http/server-sent-event-parse-stream";
import { startServer } from "../server_process.ts";
import { median, type Row } from "./table.ts";

const ROUNDS = 15;
const BOUND = 2.0;

/** Prints as soon as it is loaded, so that both ways time the same thing. */
const PROGRAM = `console.log("first output");\nexport const trackingPage = () => ({});\n`;

export async function measureFirstOutput(): Promise<Row[]> {
  await using server = await startServer();
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(file, PROGRAM);
  const { labId } = await firstLab(server.address);
  const ratios: number[] = [];
  const runs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const bareMs = await timeBareRun(file);
    const runMs = await timeRun(server.address, labId);
    ratios.push(runMs / bareMs);
    runs.push(runMs);
  }
  await Deno.remove(file);
  const ratio = median(ratios);
  return [{
    promise: "a run's first output against a bare deno run",
    measured: `${ratio.toFixed(2)} times (${Math.round(median(runs))} ms)`,
    bound: `at most ${BOUND.toFixed(1)} times`,
    kept: ratio <= BOUND,
  }];
}

/** Any lab: the program prints before the lab's example calls it. */
async function firstLab(address: string): Promise<{ labId: string }> {
  const page = await (await fetch(address)).text();
  const labId = page.match(/\/labs\/([\w-]+)/)?.[1];
  if (labId === undefined) throw new Error("The contents page names no lab: nothing to run.");
  return { labId };
}

async function timeBareRun(file: string): Promise<number> {
  const startedMs = performance.now();
  const child = new Deno.Command(Deno.execPath(), { args: ["run", file], stdout: "piped", stderr: "null" }).spawn();
  const reader = child.stdout.getReader();
  await reader.read();
  const ms = performance.now() - startedMs;
  await reader.cancel();
  await child.status;
  return ms;
}

async function timeRun(address: string, labId: string): Promise<number> {
  const startedMs = performance.now();
  const response = await fetch(new URL("/api/runs", address), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ labId, code: PROGRAM, mode: "run" }),
  });
  let ms = NaN;
  for await (const { event } of response.body!.pipeThrough(new ServerSentEventParseStream())) {
    if (event === "stdout" && Number.isNaN(ms)) ms = performance.now() - startedMs;
  }
  return ms;
}
