/** Checks through the server that is running on this machine: the same requests that a page sends. */
import { ServerSentEventParseStream } from "@std/http/server-sent-event-parse-stream";
import type { RunEvent, RunRequest } from "../_runner/protocol.ts";
import type { Desk } from "./desk.ts";

/** The file in the data folder in which a local server leaves its address. */
const ADDRESS_FILE = "server.json";

/** The desk of the server that `dataFolder` belongs to, or `null` when none answers. */
export async function openServerDesk(dataFolder: string): Promise<Desk | null> {
  const address = await readAddress(dataFolder);
  if (address === null || !await answers(address)) return null;
  return {
    check: (request) => check(address, request),
    learner: async () => {
      const response = await fetch(new URL("/api/progress", address));
      if (!response.ok) throw new Error(await problem(response));
      return await response.json();
    },
    close: () => Promise.resolve(),
  };
}

async function readAddress(dataFolder: string): Promise<string | null> {
  try {
    const { address } = JSON.parse(await Deno.readTextFile(`${dataFolder}/${ADDRESS_FILE}`));
    return typeof address === "string" ? address : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** A server that was killed leaves its file behind: only one that answers counts. */
async function answers(address: string): Promise<boolean> {
  try {
    const response = await fetch(new URL("/healthz", address), { signal: AbortSignal.timeout(1_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false; // nobody listens there any more: we are to open the progress file ourselves
  }
}

async function* check(address: string, request: RunRequest): AsyncIterable<RunEvent> {
  const response = await fetch(new URL("/api/runs", address), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request),
  });
  if (!response.ok || response.body === null) throw new Error(await problem(response));
  const messages = response.body.pipeThrough(new ServerSentEventParseStream());
  for await (const message of messages) {
    if (message.event === undefined || message.data === undefined) continue;
    yield { type: message.event, ...JSON.parse(message.data) } as RunEvent;
  }
}

async function problem(response: Response): Promise<string> {
  const text = await response.text();
  try {
    return JSON.parse(text).error;
  } catch {
    return `the server at ${response.url} answered ${response.status}; look at its terminal`;
  }
}
