/** The limit of a set: who has no bit in it is turned away, everybody else is served, and a number can be free again. */
import { refuse } from "../_runner/judge/refuse.ts";
import type { Observation } from "./drive.ts";
import { heardAtOnce } from "./judge_checks.ts";
import { because, type Context, FD_SETSIZE, ranOf, refusedOf, traceAt } from "./judge_report.ts";

export function turnsAwayBeyondTheSet(observation: Observation, context: Context): void {
  const { log, ending } = ranOf(observation);
  context.input.scanners.forEach(({ name, connectsMs }, scanner) => {
    const accepted = log.find((entry) => entry.did === "accepted" && entry.scanner === scanner);
    if (accepted?.did === "accepted" && accepted.fd < FD_SETSIZE) return;
    const at = traceAt(connectsMs, context);
    if (accepted?.did !== "accepted") {
      refuse({
        expected: `${name} to be accepted at ${connectsMs} ms, whether or not it can be served`,
        happened: `it was not${because(ending)}`,
        look: "Who waits to be accepted does not know it. And select goes on saying that the listener is ready.",
        ...at,
      });
    }
    const closed = log.find((entry) => entry.did === "closed" && entry.scanner === scanner);
    if (closed?.atMs === connectsMs) return;
    refuse({
      expected: `${name}, accepted as descriptor ${accepted.fd}, to be closed at once`,
      happened: `it was ${closed === undefined ? "kept" : "closed later"}${because(ending)}`,
      look: `Sets have bits for the numbers 0 to ${
        FD_SETSIZE - 1
      }. In C, one more would be a bit in other people's memory.`,
      ...at,
    });
  });
  servesWhoFits(observation, context);
}

function servesWhoFits(observation: Observation, context: Context): void {
  const { log } = ranOf(observation);
  for (const entry of log) {
    if (entry.did !== "closed" || refusedOf(log).has(entry.scanner)) continue;
    const scanner = context.input.scanners[entry.scanner]!;
    if (scanner.hangsUpMs !== null && entry.atMs >= scanner.hangsUpMs) continue;
    const accepted = log.find((other) => other.did === "accepted" && other.scanner === entry.scanner);
    refuse({
      expected: `${scanner.name} to be served: its number is ${accepted?.did === "accepted" ? accepted.fd : "low"}`,
      happened: `it was closed at ${entry.atMs} ms`,
      look: "How many are connected does not matter, nor how many there have been: look at the number.",
      ...traceAt(entry.atMs, context),
    });
  }
  heardAtOnce(observation, context);
}

/** The one that comes when a number below the limit is free again. */
export function servesTheLast(observation: Observation, context: Context): void {
  const { log, ending } = ranOf(observation);
  const last = context.input.scanners.length - 1;
  const { name, connectsMs } = context.input.scanners[last]!;
  const accepted = log.find((entry) => entry.did === "accepted" && entry.scanner === last);
  if (accepted?.did === "accepted" && accepted.atMs === connectsMs && accepted.fd < FD_SETSIZE) {
    return servesWhoFits(observation, context);
  }
  refuse({
    expected: `${name}, which came when others had left, to be accepted and served`,
    happened: accepted?.did === "accepted"
      ? `it was accepted at ${accepted.atMs} ms, as descriptor ${accepted.fd}: what was closed?`
      : `it was not accepted${because(ending)}`,
    look: "The kernel hands out the lowest number that is free. Is the one of a scanner that left?",
    ...traceAt(connectsMs, context),
  });
}
