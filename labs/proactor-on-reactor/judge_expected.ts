/** What must come of each operation: worked out from what the depots send and when the operations began. */
import type { Depot, Input, Log } from "./drive.ts";
import { LARGE } from "./judge_depots.ts";

/** What must come of an operation; without a moment where the rules leave it open. */
export interface Expected {
  readonly result: number | string;
  readonly atMs?: number;
}

/** What must come of each entry of the log, from what the depots send and when the operations began. */
export function expectedOf(log: readonly Log[], { actions, depots }: Input): readonly Expected[] {
  const consumed = depots.map(() => 0);
  const freeAtMs = depots.map(() => 0);
  return log.map((entry, place) => {
    const { do: what, depot, bytes } = actions[entry.action]!;
    const cancelledMs = log.find((later, index) =>
      index > place && actions[later.action]!.do === "cancel" && actions[later.action]!.depot === depot
    )?.begunMs ?? Infinity;
    if (what === "write") {
      if (depots[depot]!.reads === null && bytes >= LARGE) {
        return { result: "ECANCELED", atMs: cancelledMs };
      }
      return bytes < 10_000 ? { result: bytes, atMs: entry.begunMs } : { result: bytes };
    }
    if (what !== "read") {
      return { result: what.endsWith("file") ? bytes : 0, atMs: entry.begunMs };
    }
    const seen = readOf(depots[depot]!, consumed[depot]!, Math.max(entry.begunMs, freeAtMs[depot]!));
    if (seen.atMs > cancelledMs) {
      return { result: "ECANCELED", atMs: cancelledMs };
    }
    const result = Math.min(bytes, seen.bytes);
    consumed[depot] = consumed[depot]! + result;
    freeAtMs[depot] = seen.atMs;
    return { result, atMs: seen.atMs };
  });
}

/** When a read that begins to wait at `fromMs` finds something, and how much. */
function readOf({ sends, hangsUpAtMs }: Depot, consumed: number, fromMs: number): { atMs: number; bytes: number } {
  const arrivedBy = (ms: number) => sends.reduce((sum, { atMs, bytes }) => atMs <= ms ? sum + bytes : sum, 0);
  const moments = [fromMs, ...sends.map(({ atMs }) => atMs).filter((ms) => ms > fromMs)];
  const atMs = moments.find((ms) => arrivedBy(ms) > consumed);
  if (atMs !== undefined) return { atMs, bytes: arrivedBy(atMs) - consumed };
  return { atMs: Math.max(fromMs, hangsUpAtMs ?? Infinity), bytes: 0 };
}
