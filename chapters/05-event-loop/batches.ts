/** A loop of three phases under steady traffic, with I/O in batches of several sizes: what waits for what. */
import { quantile } from "../_listings/quantile.ts";

/** What came of one run. */
export interface Waits {
  /** From a message's arrival until its answer goes out, at the 99th percentile. */
  readonly answerMs: number;
  /** By how much a timer of 1 ms was late, at worst. */
  readonly timerMs: number;
}

/** Everything a poll and the two other phases cost, and a message. */
const POLL_MS = 0.05;
const OTHERS_MS = 0.1;
const MESSAGE_MS = 0.05;
const RUN_MS = 400;

/** A message that waits to be read. */
interface Message {
  readonly sinceMs: number;
  readonly isPeer: boolean;
}

/**
 * Two peers answer each message at once with the next; now and then a burst comes from elsewhere. With no `batch`, the I/O
 * phase goes on until nothing is ready, for as long as that takes.
 */
export function traffic(batch: number | null): Waits {
  const ready: Message[] = [{ sinceMs: 0, isPeer: true }, { sinceMs: 0, isPeer: true }];
  const waits: number[] = [];
  let [nowMs, timerDueMs, timerMs, nextBurstMs] = [0, 1, 0, 5];

  // #region tick
  while (nowMs < RUN_MS) {
    // timers: one of 1 ms, set again and again
    timerMs = Math.max(timerMs, nowMs - timerDueMs);
    if (nowMs >= timerDueMs) timerDueMs = nowMs + 1;

    // I/O
    const answers: Message[] = [];
    do {
      nowMs += POLL_MS;
      for (; nextBurstMs <= nowMs; nextBurstMs += 40) burst(nextBurstMs);
      for (const message of ready.splice(0, batch ?? Infinity)) {
        nowMs += MESSAGE_MS;
        answers.push(message);
        // a peer has its next message ready at once
        if (message.isPeer) ready.push({ ...message, sinceMs: nowMs });
      }
      if (nowMs >= RUN_MS) break;
    } while (batch === null && ready.length > 0);

    // immediates: the answers go out
    nowMs += OTHERS_MS;
    for (const { sinceMs } of answers) waits.push(nowMs - sinceMs);
  }
  // #endregion

  function burst(sinceMs: number): void {
    for (let message = 0; message < 100; message++) ready.push({ sinceMs, isPeer: false });
  }

  return { answerMs: quantile(waits, 0.99), timerMs: Math.max(timerMs, nowMs - timerDueMs) };
}

if (import.meta.main) {
  const inMs = (ms: number) => `${ms.toFixed(1).padStart(6)} ms`;
  console.log("I/O in one tick           answers, p99   timers late by");
  for (const batch of [1, 8, 64, 512, null]) {
    const { answerMs, timerMs } = traffic(batch);
    console.log(
      `${batch === null ? "until nothing is ready" : `at most ${batch}`.padEnd(22)} ${inMs(answerMs).padStart(15)} ${
        inMs(timerMs).padStart(16)
      }`,
    );
  }
}
