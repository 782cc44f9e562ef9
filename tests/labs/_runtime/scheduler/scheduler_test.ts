import { assertEquals, assertRejects } from "@std/assert";
import {
  createScheduler,
  join,
  pause,
  sleep,
  spawn,
  spend,
  TaskFailed,
  virtualTime,
  wait,
} from "../../../../labs/_runtime/scheduler/mod.ts";
import { virtualRun } from "./virtual_run.ts";

Deno.test("tasks that pause take turns, and a join returns what the task returned", async () => {
  const { scheduler } = virtualRun();
  const log: string[] = [];
  scheduler.spawn("parent", function* () {
    const child = spawn("child", function* () {
      log.push("child 1");
      yield* pause();
      log.push("child 2");
      return 42;
    });
    log.push("parent 1");
    yield;
    log.push("parent 2");
    log.push(`joined ${yield* join(child)}`);
  });
  await scheduler.run();
  assertEquals(log, ["parent 1", "child 1", "parent 2", "child 2", "joined 42"]);
});

Deno.test("sleeps overlap in virtual time, and their order is by time", async () => {
  const clock = virtualTime();
  const scheduler = createScheduler({ mode: "cooperative", clock });
  const woken: number[] = [];
  for (const ms of [30, 10, 20]) {
    scheduler.spawn(`sleeper ${ms}`, function* () {
      yield* sleep(ms);
      woken.push(ms);
    });
  }
  await scheduler.run();
  assertEquals(woken, [10, 20, 30]);
  assertEquals(clock.nowNs(), 30_000_000);
});

Deno.test("a sleeper goes on as soon as its time has come, while others keep computing", async () => {
  const clock = virtualTime();
  const scheduler = createScheduler({ mode: "cooperative", clock });
  let wokenAtNs = 0;
  scheduler.spawn("report", function* () {
    for (let page = 0; page < 10; page++) {
      spend(1);
      yield* pause();
    }
  });
  scheduler.spawn("heartbeat", function* () {
    yield* sleep(5);
    wokenAtNs = clock.nowNs();
  });
  await scheduler.run();
  // It began to sleep after the first page, so five more are computed before its turn.
  assertEquals(wokenAtNs, 6_000_000);
});

Deno.test("awaiting a promise parks its task only", async () => {
  const { scheduler } = virtualRun();
  const { promise, resolve } = Promise.withResolvers<string>();
  const log: string[] = [];
  scheduler.spawn("waiter", function* () {
    log.push(yield* wait(promise));
  });
  scheduler.spawn("other", function* () {
    yield* pause();
    log.push("other");
    resolve("answer");
  });
  await scheduler.run();
  assertEquals(log, ["other", "answer"]);
});

Deno.test("an async body is one wait: its result is the task's, and others run meanwhile", async () => {
  const { scheduler } = virtualRun();
  const { promise, resolve } = Promise.withResolvers<number>();
  const log: string[] = [];
  const quote = scheduler.spawn("quote", async () => {
    const price = await promise;
    log.push("quote");
    return price;
  });
  scheduler.spawn("other", function* () {
    yield* pause();
    log.push("other");
    resolve(7);
  });
  await scheduler.run();
  assertEquals(log, ["other", "quote"]);
  assertEquals(quote.result as unknown, 7);
});

Deno.test("an async body that is rejected fails its task by name", async () => {
  const { scheduler } = virtualRun();
  scheduler.spawn("quote", () => Promise.reject(new Error("no such carrier")));
  await assertRejects(() => scheduler.run(), TaskFailed, `task "quote" failed`);
});
