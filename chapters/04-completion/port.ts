/** Four threads at a completion port that lets two of them run: who has which packet, and when. */
import { completionPort } from "../../labs/_runtime/kernel/mod.ts";
import { createScheduler, sleep, virtualTime } from "../../labs/_runtime/scheduler/mod.ts";

/** A time of a thread with a packet. */
export interface Turn {
  readonly thread: number;
  readonly does: "runs" | "waits elsewhere";
  readonly fromMs: number;
  readonly toMs: number;
}

const THREADS = 4;
/** When a packet comes; those of the burst come together. */
const PACKETS_MS: readonly number[] = [5, 15, 25, 40, 40, 40, 40, 40, 40];
/** This one asks the database in the midst of its work. */
const ASKS = 4;
const WORK_MS = 6;
const DATABASE_MS = 8;

/** What the threads did. */
export async function turns(concurrency: number): Promise<readonly Turn[]> {
  const clock = virtualTime();
  const scheduler = createScheduler({ mode: "cooperative", clock });
  const port = completionPort(concurrency);
  const done: Turn[] = [];
  const nowMs = () => clock.nowNs() / 1e6;

  const threads = Array.from({ length: THREADS }, (_, thread) =>
    scheduler.spawn(`thread ${thread + 1}`, function* () {
      function note(does: Turn["does"], fromMs: number): void {
        done.push({ thread, does, fromMs, toMs: nowMs() });
      }
      for (;;) {
        const { operation } = yield* port.get();
        let beganMs = nowMs();
        if (operation === ASKS) {
          yield* sleep(WORK_MS / 2);
          note("runs", beganMs);
          const askedMs = nowMs();
          yield* port.elsewhere(sleep(DATABASE_MS));
          note("waits elsewhere", askedMs);
          beganMs = nowMs();
        }
        yield* sleep(operation === ASKS ? WORK_MS / 2 : WORK_MS);
        note("runs", beganMs);
      }
    }));
  scheduler.spawn("device", function* () {
    for (const [operation, ms] of PACKETS_MS.entries()) {
      if (ms > nowMs()) yield* sleep(ms - nowMs());
      port.post({ key: 0, operation, bytes: 512 });
    }
    yield* sleep(60);
    for (const thread of threads) thread.cancel("the day is over");
  });
  await scheduler.run();
  return done;
}

if (import.meta.main) {
  for (const { thread, does, fromMs, toMs } of await turns(2)) {
    console.log(`thread ${thread + 1} ${does}: ${fromMs} to ${toMs} ms`);
  }
}
