/** Three threads wait at a completion port; packets come one by one. */
import { completionPort } from "../../labs/_runtime/kernel/mod.ts";
import { createScheduler, sleep, virtualTime } from "../../labs/_runtime/scheduler/mod.ts";

const scheduler = createScheduler({ mode: "cooperative", clock: virtualTime() });

// #region shown
const port = completionPort(2); // at most two run
const threads = ["first", "second", "third"].map((name) =>
  scheduler.spawn(name, function* () {
    for (;;) {
      const { operation } = yield* port.get();
      console.log(`packet ${operation}: ${name}`);
      yield* sleep(2); // what there is to do
    }
  })
);
scheduler.spawn("device", function* () {
  for (let operation = 1; operation <= 3; operation++) {
    yield* sleep(10); // a packet every 10 ms
    port.post({ key: 0, operation, bytes: 512 });
  }
  // #endregion
  yield* sleep(10);
  for (const thread of threads) thread.cancel("the day is over");
});
await scheduler.run();
