import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { channel, select, sleep, TaskCancelled, TaskFailed } from "../../../../labs/_runtime/scheduler/mod.ts";
import { sleepsLong, virtualRun } from "./virtual_run.ts";

for (const capacity of [0, 1, 3]) {
  Deno.test(`a channel with room for ${capacity} hands over every value in order, then ends`, async () => {
    const { scheduler } = virtualRun();
    const orders = channel<number>(capacity, { name: "orders" });
    const received: (number | undefined)[] = [];
    scheduler.spawn("sender", function* () {
      for (const order of [1, 2, 3, 4, 5]) yield* orders.send(order);
      orders.close();
    });
    scheduler.spawn("receiver", function* () {
      for (let order = yield* orders.receive(); order !== undefined; order = yield* orders.receive()) {
        received.push(order);
      }
    });
    await scheduler.run();
    assertEquals(received, [1, 2, 3, 4, 5]);
  });
}

Deno.test("select does the first thing that can be done, and leaves the others as they were", async () => {
  const { scheduler } = virtualRun();
  const orders = channel<number>(0, { name: "orders" });
  const seen: unknown[] = [];
  scheduler.spawn("chooser", function* () {
    seen.push(yield* select<number | undefined | void>([orders.receive(), sleep(5)]));
    seen.push(yield* select<number | undefined | void>([orders.receive(), sleep(50)]));
  });
  scheduler.spawn("sender", function* () {
    yield* sleep(20);
    yield* orders.send(7);
  });
  await scheduler.run();
  assertEquals(seen, [{ index: 1, value: undefined }, { index: 0, value: 7 }]);
});

Deno.test("a closed channel refuses senders and a second close, by name", async () => {
  const { scheduler } = virtualRun();
  const orders = channel<number>(0, { name: "orders" });
  orders.close();
  assertThrows(() => orders.close(), TypeError, `channel "orders" is closed`);
  scheduler.spawn("sender", function* () {
    yield* orders.send(1);
  });
  await assertRejects(() => scheduler.run(), TaskFailed, `channel "orders" is closed`);
});

Deno.test("a select that is cancelled leaves nothing behind on its channels", async () => {
  const { scheduler } = virtualRun();
  const [orders, returns] = [channel<string>(0, { name: "orders" }), channel<string>(0, { name: "returns" })];
  const received: (string | undefined)[] = [];
  const choosing = scheduler.spawn("chooser", function* () {
    yield* select([orders.receive(), returns.receive()]);
  });
  scheduler.spawn("receiver", function* () {
    yield* sleep(2);
    received.push(yield* orders.receive());
  });
  scheduler.spawn("sender", function* () {
    yield* sleep(1);
    choosing.cancel("the shop has closed");
    yield* orders.send("a parcel");
  });
  await scheduler.run();
  assertEquals(received, ["a parcel"]);
  assertEquals([orders.receivers.first, returns.receivers.first], [null, null]);
  assert(choosing.error instanceof TaskCancelled);
});

Deno.test("a value that was handed over reaches its receiver, even when that was cancelled in the same step", async () => {
  const { scheduler } = virtualRun();
  const orders = channel<string>();
  const received: (string | undefined)[] = [];
  const receiver = scheduler.spawn("receiver", function* () {
    received.push(yield* orders.receive());
    yield* sleepsLong();
  });
  scheduler.spawn("sender", function* () {
    yield* orders.send("a parcel");
    receiver.cancel("too late");
  });
  await scheduler.run();
  assertEquals(received, ["a parcel"]);
  assert(receiver.error instanceof TaskCancelled);
});
