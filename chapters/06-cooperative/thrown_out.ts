/** A Kafka consumer whose heartbeats leave from the loop that also does its work; seconds of virtual time. */
import type { Trace } from "../../labs/_runtime/trace/mod.ts";
import { TimedScheduler } from "./timed_scheduler.ts";

const SECOND = 1_000;
export const HEARTBEAT_MS = 3 * SECOND; // heartbeat.interval.ms
export const SESSION_MS = 45 * SECOND; // session.timeout.ms

/** When the broker stops waiting for the next heartbeat, or `null` when each came in time. */
export function givenUpAtMs(beatsMs: readonly number[]): number | null {
  const last = beatsMs.find((beatMs, index) => (beatsMs[index + 1] ?? beatMs) - beatMs > SESSION_MS);
  return last === undefined ? null : last + SESSION_MS;
}

/** A batch of scans is worked on for `batchMs`, in pieces of `pieceMs` if that is given. */
export function consume(batchMs: number, pieceMs = batchMs): { trace: Trace; beatsMs: number[] } {
  const scheduler = new TimedScheduler();
  const beatsMs: number[] = [];
  let working = true;

  // #region tasks
  function* heartbeats() {
    while (working) {
      beatsMs.push(scheduler.nowMs);
      yield HEARTBEAT_MS;
    }
    beatsMs.push(scheduler.nowMs);
  }

  function* batch() {
    yield 4 * SECOND; // the poll
    for (let doneMs = 0; doneMs < batchMs; doneMs += pieceMs) {
      scheduler.spend(pieceMs); // the innocent loop
      yield;
    }
    working = false;
  }
  // #endregion

  scheduler.spawn("heartbeats", heartbeats());
  scheduler.spawn("batch", batch());
  return { trace: scheduler.run(), beatsMs };
}

/** What the operator reads in the morning. */
export function told(beatsMs: readonly number[]): string {
  const atMs = givenUpAtMs(beatsMs);
  return atMs === null
    ? `${beatsMs.length} heartbeats, all in time`
    : `thrown out at ${atMs / SECOND} s, silent since ${(atMs - SESSION_MS) / SECOND} s`;
}

if (import.meta.main) {
  // #region shown
  console.log("2 s of work:  ", told(consume(2 * SECOND).beatsMs));
  console.log("60 s of work: ", told(consume(60 * SECOND).beatsMs));
  console.log("1 s at a time:", told(consume(60 * SECOND, SECOND).beatsMs));
  // #endregion
}
