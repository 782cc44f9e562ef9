/** When clients are served: first come, first served, until their patience ends. */
import { refuse } from "../_runner/judge/refuse.ts";
import type { Input, Observation } from "./drive.ts";
import { checkAfterwards } from "./judge_connections.ts";
import { ownOutcome } from "./judge_outcomes.ts";
import { checkDay, type Context, runsOf, traceOf } from "./judge_runs.ts";

/** Connections are closed on such a day, and others opened. */
function isTroubled({ refused, clients }: Input): boolean {
  return refused.length > 0 || clients.some((client) => ownOutcome(client) !== "returned");
}

/** A day without cancellation, against first come, first served. */
export function checkService(observation: Observation, context: Context): void {
  const [run] = runsOf(observation);
  checkDay(run!, observation, context);
  const { input } = context;
  const where = traceOf(run!, observation, context);
  /** When each slot is free again. */
  const slots = Array.from({ length: input.size }, () => 0);
  const order = input.clients.map((_, client) => client)
    .sort((a, b) => input.clients[a]!.arrivesMs - input.clients[b]!.arrivesMs);
  let latest = { client: -1, startedMs: 0 };
  for (const client of order) {
    const { arrivesMs } = input.clients[client]!;
    const { beganMs, endedMs, outcome } = run!.fates[client]!;
    const limitMs = arrivesMs + input.waitMs;
    const slot = slots.indexOf(Math.min(...slots));
    const freeMs = Math.max(arrivesMs, slots[slot]!);
    if (outcome === "QueueTimeout") {
      if (freeMs < limitMs) {
        refuse({
          expected: `client ${client} to be served at ${freeMs} ms: a connection was free, and nobody had come before`,
          happened: `it got a QueueTimeout at ${endedMs} ms`,
          look: "Who got the connection instead? And from when does your pool count the wait?",
          ...where,
        });
      }
      if (endedMs !== limitMs) {
        refuse({
          expected: `client ${client}, who came at ${arrivesMs} ms, to get its QueueTimeout at ${limitMs} ms`,
          happened: `it got it at ${endedMs} ms`,
          look: "The wait begins when the client comes, and nothing that happens in the queue begins it anew.",
          ...where,
        });
      }
      continue;
    }
    if (freeMs > limitMs) {
      refuse({
        expected: `client ${client} to get a QueueTimeout at ${limitMs} ms: until ${freeMs} ms no connection was free`,
        happened: `it was kept waiting${beganMs === null ? "" : `, and served at ${beganMs} ms`}`,
        look: "A client can wait for two things at once: for a connection, and for its patience to end.",
        ...where,
      });
    }
    const startedMs = beganMs ?? endedMs ?? Infinity;
    if (startedMs > freeMs + input.connectMs) {
      refuse({
        expected: `client ${client} to be served at ${freeMs} ms, when a connection was free for it`,
        happened: beganMs === null ? "it was not" : `it was served at ${beganMs} ms`,
        look: "Was somebody served who came later? Or did a connection lie idle while somebody waited?",
        ...where,
      });
    }
    // Who has to open a connection may begin after one who came later and found it open.
    if (startedMs < latest.startedMs - (isTroubled(input) ? input.connectMs : 0)) {
      refuse({
        expected: `client ${latest.client} to be served before client ${client}: it came first`,
        happened: `they were served at ${latest.startedMs} and at ${startedMs} ms`,
        look: "Which of those who wait gets what is given back?",
        ...where,
      });
    }
    latest = { client, startedMs };
    slots[slot] = endedMs ?? Infinity;
  }
}

export function timeoutsInTime(observation: Observation, context: Context): void {
  checkService(observation, context);
  checkAfterwards(runsOf(observation)[0]!, observation, context);
}
