import { assert, assertEquals } from "@std/assert";
import { mutex, pause, sleep } from "../../../../labs/_runtime/scheduler/mod.ts";
import { sleepsLong, virtualRun } from "./virtual_run.ts";

Deno.test("one task at a time holds a mutex, and a cancelled holder's withLock unlocks it", async () => {
  const { scheduler } = virtualRun();
  const door = mutex({ name: "door" });
  const log: string[] = [];
  const holder = scheduler.spawn("holder", () => door.withLock(() => sleepsLong()));
  scheduler.spawn("next", () =>
    door.withLock(function* () {
      yield* pause();
      log.push("next is in");
    }));
  scheduler.spawn("canceller", function* () {
    yield* sleep(5);
    log.push("cancel");
    holder.cancel("took too long");
  });
  await scheduler.run();
  assertEquals(log, ["cancel", "next is in"]);
  assertEquals(holder.state, "failed");
});

Deno.test("a lock that was handed over to a task just before it was cancelled is not lost", async () => {
  const { scheduler } = virtualRun();
  const door = mutex({ name: "door" });
  let entered = false;
  scheduler.spawn("holder", function* () {
    yield* door.lock();
    yield* sleep(1);
    door.unlock();
    heir.cancel("changed our mind");
  });
  const heir = scheduler.spawn("heir", () => door.withLock(() => sleepsLong()));
  scheduler.spawn("third", () =>
    door.withLock(function* () {
      yield* pause();
      entered = true;
    }));
  await scheduler.run();
  assert(entered);
});
