/** Reads the report of a run: how it ended, and what had arrived and been taken by a moment. */
import { refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import type { CheckContext } from "../_runner/lab.ts";
import type { Ending, Entry, Input, Observation } from "./drive.ts";

export type Context = CheckContext<Input>;

type Ran = Extract<Observation, { readonly kind: "ran" }>;

const NS_PER_MS = 1_000_000;

export function ranOf(observation: Observation): Ran {
  if (observation?.kind === "not-exported") {
    refuseMissing("a function readDepots");
  }
  if (observation?.kind !== "ran" || !Array.isArray(observation.log) || typeof observation.ending?.how !== "string") {
    refuseShape("a report of what the reader did");
  }
  return observation;
}

/** How the run ended, as the end of a sentence; nothing where it ended well. */
export function because(ending: Ending): string {
  switch (ending.how) {
    case "returned":
      return "";
    case "waits":
      return `; at the end the reader slept in ${ending.call}, with nothing that could wake it`;
    case "threw":
      return `; the reader had stopped with ${ending.error}`;
    case "spins":
      return `; the reader was stopped after ${ending.calls} calls`;
  }
}

export function traceAt(atMs: number, { trace }: Context): { readonly traceAt?: number } {
  const index = trace.events.findLastIndex(({ atNs }) => atNs <= atMs * NS_PER_MS);
  return index === -1 ? {} : { traceAt: index };
}

export function nameOf(depot: number, { input }: Context): string {
  return input.depots[depot]?.name ?? `depot ${depot}`;
}

/** Bytes of a depot that arrived, or were taken, up to a moment. */
export function sumOf(log: readonly Entry[], did: "arrived" | "taken", depot: number, untilMs = Infinity): number {
  return log.reduce(
    (sum, entry) => entry.did === did && entry.depot === depot && entry.atMs <= untilMs ? sum + entry.bytes : sum,
    0,
  );
}
