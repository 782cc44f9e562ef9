/** Reads the report of a run: how it ended, whom its entries are about, and which numbers fit into a set. */
import { refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import type { CheckContext } from "../_runner/lab.ts";
import type { Ending, Entry, Input, Observation } from "./drive.ts";

export type Context = CheckContext<Input>;

type Ran = Extract<Observation, { readonly kind: "ran" }>;

/** As C's headers have it. */
export const FD_SETSIZE = 1_024;
const NS_PER_MS = 1_000_000;

export function ranOf(observation: Observation): Ran {
  if (observation?.kind === "not-exported") {
    refuseMissing("a function serveScanners");
  }
  if (observation?.kind !== "ran" || !Array.isArray(observation.log) || typeof observation.ending?.how !== "string") {
    refuseShape("a report of what the server did");
  }
  return observation;
}

/** How the run ended, as the end of a sentence; nothing where it ended well. */
export function because(ending: Ending): string {
  switch (ending.how) {
    case "waits":
      return ending.call === "select"
        ? ""
        : `; at the end it sat in ${ending.call}, which waits for one descriptor alone`;
    case "returned":
      return "; the server had returned by the end";
    case "threw":
      return `; the server had stopped with ${ending.error}`;
    case "spins":
      return `; it was stopped after ${ending.calls} calls, and the last select had given ${ending.lastSelect}`;
  }
}

/** The last event up to a moment. */
export function traceAt(atMs: number, { trace }: Context): { readonly traceAt?: number } {
  const index = trace.events.findLastIndex(({ atNs }) => atNs <= atMs * NS_PER_MS);
  return index === -1 ? {} : { traceAt: index };
}

export function nameOf(scanner: number, { input }: Context): string {
  return input.scanners[scanner]?.name ?? `scanner ${scanner}`;
}

/** Those that were accepted under a number that has no bit. */
export function refusedOf(log: readonly Entry[]): ReadonlySet<number> {
  return new Set(log.flatMap((entry) => entry.did === "accepted" && entry.fd >= FD_SETSIZE ? [entry.scanner] : []));
}
