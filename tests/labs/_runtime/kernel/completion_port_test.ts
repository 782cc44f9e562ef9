import fc from "fast-check";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { type CompletionPort, completionPort } from "../../../../labs/_runtime/kernel/mod.ts";
import {
  createScheduler,
  pause,
  sleep,
  spend,
  type Task,
  virtualTime,
} from "../../../../labs/_runtime/scheduler/mod.ts";

const scheduled = () => createScheduler({ mode: "cooperative", clock: virtualTime() });
const packet = (operation: number) => ({ key: 1, operation, bytes: 512 });

Deno.test("packets go out in the order in which they came, to the thread that came last", async () => {
  const scheduler = scheduled();
  const port = completionPort(1);
  const log: string[] = [];
  const threads = ["one", "two", "three"].map((name) =>
    scheduler.spawn(name, function* () {
      for (;;) {
        const { operation } = yield* port.get();
        log.push(`${name} ${operation}`);
        yield* pause();
      }
    })
  );
  scheduler.spawn("device", function* () {
    yield* sleep(1);
    assertEquals(port.waiting.map(({ task }) => task?.name), ["one", "two", "three"]);
    for (let operation = 0; operation < 4; operation++) port.post(packet(operation));
    yield* sleep(1);
    for (const thread of threads) thread.cancel("the test is over");
  });
  await scheduler.run();
  // Who comes back takes the next packet without standing in line, so the other two sleep through all of it.
  assertEquals(log, ["three 0", "three 1", "three 2", "three 3"]);
});

Deno.test("as many threads are let in as the concurrency says, and one that has ended makes room", async () => {
  const scheduler = scheduled();
  const port = completionPort(2);
  const seen: number[] = [];
  for (let thread = 0; thread < 5; thread++) {
    scheduler.spawn(`thread ${thread}`, function* () {
      yield* port.get();
      seen.push(port.running.length);
      yield* pause();
    });
  }
  scheduler.spawn("device", function* () {
    yield* sleep(1);
    for (const operation of [0, 1, 2, 3]) port.post(packet(operation));
    assertEquals([port.running.length, port.packets.length], [2, 2]);
    yield* sleep(1);
    assertEquals([port.running.length, port.packets.length], [0, 2]);
    port.post(packet(4));
    assertEquals([port.running.length, port.packets.length], [2, 1]);
    yield* sleep(1);
    port.post(packet(5));
    assertEquals([port.running.length, port.packets], [1, [packet(5)]]);
  });
  await scheduler.run();
  assertEquals(seen, [2, 2, 2, 2, 1]);
});

Deno.test("a thread that waits elsewhere lets another one in, and there is one too many when it goes on", async () => {
  const scheduler = scheduled();
  const port = completionPort(1);
  const log: string[] = [];
  const names = () => port.running.map(({ name }) => name).toSorted().join("+");
  const threads = ["one", "two"].map((name) =>
    scheduler.spawn(name, function* () {
      for (;;) {
        const { operation } = yield* port.get();
        log.push(`${name} begins ${operation}: ${names()}`);
        if (operation === 0) yield* port.elsewhere(sleep(3));
        else for (let turn = 0; turn < 6; turn++) yield* sleep(1);
        log.push(`${name} ends ${operation}: ${names()}`);
      }
    })
  );
  scheduler.spawn("device", function* () {
    yield* sleep(1);
    for (const operation of [0, 1, 2]) port.post(packet(operation));
    yield* sleep(30);
    for (const thread of threads) thread.cancel("the test is over");
  });
  await scheduler.run();
  assertEquals(log, [
    "two begins 0: two",
    "one begins 1: one",
    "two ends 0: one+two",
    // Back at the port, it is not let in: one is enough.
    "one ends 1: one",
    "one begins 2: one",
    "one ends 2: one",
  ]);
});

Deno.test("a thread that is cancelled while it waits leaves the line, and its packet goes to another", async () => {
  const scheduler = scheduled();
  const port = completionPort(4);
  const got: string[] = [];
  const [first, second] = ["one", "two"].map((name) =>
    scheduler.spawn(name, function* () {
      got.push(`${name} ${(yield* port.get()).operation}`);
    })
  ) as [Task, Task];
  scheduler.spawn("device", function* () {
    yield* sleep(1);
    second.cancel("not needed");
    port.post(packet(7));
    yield* sleep(1);
    assertEquals(first.state, "finished");
  });
  await scheduler.run();
  assertEquals(got, ["one 7"]);
});

Deno.test("a port that lets nobody in is refused", () => {
  assertThrows(() => completionPort(0), RangeError, "give a whole number of 1 or more");
});

/** Threads that take packets and work on them in turns; each turn may wait elsewhere. */
function workers(port: CompletionPort, { threads, waits }: { threads: number; waits: readonly boolean[] }) {
  const scheduler = scheduled();
  const begun: number[] = [];
  let most = 0;
  const tasks = Array.from({ length: threads }, (_, thread) =>
    scheduler.spawn(`thread ${thread}`, function* () {
      for (;;) {
        const { operation } = yield* port.get();
        begun.push(operation);
        most = Math.max(most, port.running.length);
        if (waits[operation]) yield* port.elsewhere(sleep(2));
        else yield* pause();
        spend(1);
      }
    }));
  scheduler.spawn("device", function* () {
    for (let operation = 0; operation < waits.length; operation++) {
      port.post(packet(operation));
      if (operation % 3 === 0) yield* sleep(1);
    }
    yield* sleep(1_000);
    for (const task of tasks) task.cancel("the test is over");
  });
  return { run: () => scheduler.run(), begun, most: () => most };
}

Deno.test("every packet is had once, and without waits elsewhere no more run than the concurrency says", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.boolean(), { maxLength: 20 }),
      fc.boolean(),
      async (concurrency, threads, draws, anyWaits) => {
        const waits = draws.map((draw) => draw && anyWaits);
        const { run, begun, most } = workers(completionPort(concurrency), { threads, waits });
        await run();
        assertEquals(begun.toSorted((a, b) => a - b), waits.map((_, operation) => operation));
        if (!waits.includes(true)) assert(most() <= concurrency);
        assert(most() <= threads);
      },
    ),
    { numRuns: 100 },
  );
});
