/** Two depots' plans and a customer on one thread: with plans that give way every `pieceMs`, and with one that does not. */
import type { Trace } from "../../labs/_runtime/trace/mod.ts";
import { TimedScheduler } from "./timed_scheduler.ts";

export interface Outcome {
  readonly trace: Trace;
  /** From the moment a customer's question was in until its answer was out. */
  readonly waitsMs: readonly number[];
}

const ASK_EVERY_MS = 23;

/** Plans of 60 ms for Ghent and Lille; a customer asks three times. `lillePieceMs` is how long Lille keeps the thread. */
export function threePlans(pieceMs: number, lillePieceMs = pieceMs): Outcome {
  const scheduler = new TimedScheduler();
  const waitsMs: number[] = [];

  // #region tasks
  function* plan(pieceMs: number) {
    for (let leftMs = 60; leftMs > 0; leftMs -= pieceMs) {
      scheduler.spend(pieceMs);
      yield;
    }
  }

  function* customer() {
    for (let question = 0; question < 3; question++) {
      const dueMs = scheduler.nowMs + ASK_EVERY_MS;
      yield ASK_EVERY_MS;
      scheduler.spend(1);
      waitsMs.push(scheduler.nowMs - dueMs);
    }
  }
  // #endregion

  scheduler.spawn("customer", customer());
  scheduler.spawn("plan for Ghent", plan(pieceMs));
  scheduler.spawn("plan for Lille", plan(lillePieceMs));
  return { trace: scheduler.run(), waitsMs };
}

if (import.meta.main) {
  // #region shown
  console.log("both give way: ", threePlans(10).waitsMs.join(", "));
  console.log("Lille does not:", threePlans(10, 60).waitsMs.join(", "));
  // #endregion
}
