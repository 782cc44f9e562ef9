/** What clients hear: their own replies, their own errors, their own cancellation, and nobody else's. */
import { refuse } from "../_runner/judge/refuse.ts";
import type { Client, Observation, Run } from "./drive.ts";
import { LONG_MS } from "./judge_clients.ts";
import { everythingIsThere, neverMore } from "./judge_connections.ts";
import { checkDay, circumstances, type Context, runsOf, traceOf } from "./judge_runs.ts";

/** What a client's own steps lead to. */
export function ownOutcome({ steps }: Client): string {
  const trouble = steps.find((step) => step.do === "throw" || step.do === "break");
  if (trouble === undefined) return "returned";
  return trouble.do === "throw" ? "Error" : "ConnectionLost";
}

export function ownErrors(observation: Observation, context: Context): void {
  const [run] = runsOf(observation);
  checkDay(run!, observation, context);
  const where = traceOf(run!, observation, context);
  run!.fates.forEach(({ outcome, own }, client) => {
    const expected = ownOutcome(context.input.clients[client]!);
    if (outcome === "ConnectionClosed") {
      refuse({
        expected: `client ${client} to get a connection that works`,
        happened: "it got one that had been closed before",
        look: "A connection can end while it is lent. What do you look at before you keep it for the next client?",
        ...where,
      });
    }
    if (outcome === expected && own || outcome === "ConnectionRefused" && context.input.refused.length > 0) return;
    refuse({
      expected: expected === "returned"
        ? `the transaction of client ${client} to return`
        : `client ${client} to be thrown the very error that its body met, ${expected}`,
      happened: outcome === "returned" ? "its transaction returned" : `it was thrown ${outcome}`,
      look: "Cleaning up must not hide how the body ended.",
      ...where,
    });
  });
}

export function nothingLost(observation: Observation, context: Context): void {
  everythingIsThere(observation, context);
  ownErrors(observation, context);
}

export function noMixUp(observation: Observation, context: Context): void {
  for (const run of runsOf(observation)) {
    if (run.mixedUp === null) continue;
    const { client, asked, got } = run.mixedUp;
    refuse({
      expected: `client ${client}, who asked "${asked}", to get the reply to that`,
      happened: `it got "${got}"${circumstances(run)}`,
      look: "The reply was on its way when the connection was given back. What did `state` say then?",
      ...traceOf(run, observation, context),
    });
  }
  neverMore(observation, context);
}

/** A cancelled client hears that it is, and the others hear nothing. */
export function othersUnharmed(observation: Observation, context: Context): void {
  for (const run of runsOf(observation)) {
    checkDay(run, observation, context);
    run.fates.forEach(({ outcome }, client) => {
      const victim = run.cancelled?.client === client;
      if (outcome === "returned" || outcome === "QueueTimeout" && context.input.waitMs < LONG_MS) {
        if (!victim || outcome === "returned" && wentThrough(run, client, context)) return;
      }
      if (victim && outcome === "TaskCancelled") return;
      refuse({
        expected: victim ? `client ${client} to be thrown its cancellation` : `client ${client} to be served`,
        happened: `${outcome === "returned" ? "its transaction returned, cut short" : `it was thrown ${outcome}`}${
          circumstances(run)
        }`,
        look: victim
          ? "TaskCancelled is an error like any other. Who catches it on its way?"
          : "One client's end is none of the others' business. What did it leave behind for them?",
        ...traceOf(run, observation, context),
      });
    });
  }
}

/** It had done all its steps: the cancellation came too late to be noticed. */
function wentThrough(run: Run, client: number, { input }: Context): boolean {
  const { beganMs, endedMs } = run.fates[client]!;
  const takesMs = input.clients[client]!.steps.reduce((sum, step) => sum + (step.do === "throw" ? 0 : step.ms), 0);
  return beganMs !== null && endedMs !== null && endedMs - beganMs >= takesMs;
}
