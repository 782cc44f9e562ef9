import { assert, assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { createRecorder, type Trace } from "../../../../labs/_runtime/trace/mod.ts";
import { look, siteAt, twin } from "../../../../labs/_runtime/safepoints/mod.ts";
import {
  channel,
  createScheduler,
  DeadlockError,
  join,
  keepChoices,
  mutex,
  pause,
  replay,
  type Scheduler,
  type SchedulerOptions,
  seededRandom,
  select,
  sleep,
  spawn,
  spend,
  TaskFailed,
  virtualTime,
  wait,
} from "../../../../labs/_runtime/scheduler/mod.ts";

interface Run {
  readonly scheduler: Scheduler;
  trace(): Trace;
}

function virtualRun(options: Partial<SchedulerOptions> = {}): Run {
  const clock = virtualTime();
  const recorder = createRecorder({ clock: "virtual", nowNs: clock.nowNs, maxEvents: 10_000 });
  return {
    scheduler: createScheduler({ mode: "cooperative", clock, record: recorder.record, ...options }),
    trace: recorder.trace,
  };
}

function kinds(trace: Trace, task: number): string[] {
  return trace.events.flatMap((event) => "task" in event && event.task === task ? [event.kind] : []);
}

/** Counts to `turns` in a plain function; its twin has a safe point at each turn. */
function counter(turns: number, log: () => void) {
  return twin(function count() {
    for (let turn = 0; turn < turns; turn++) log();
  }, function* () {
    let left = look();
    for (let turn = 0; turn < turns; turn++) {
      if (--left <= 0 && (left = look()) === 0) {
        yield siteAt(7, 3);
        left = look();
      }
      log();
    }
  });
}

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

function* sleepsLong() {
  yield* sleep(1_000_000);
}

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

Deno.test("a deadlock names the cycle, what each waits for and the lines, and finally blocks have run", async () => {
  const { scheduler, trace } = virtualRun();
  const [north, south] = [mutex({ name: "north" }), mutex({ name: "south" })];
  let cleaned = 0;
  for (const [name, first, second] of [["a", north, south], ["b", south, north]] as const) {
    scheduler.spawn(name, function* () {
      try {
        yield* first.lock();
        yield* pause();
        yield* second.lock();
      } finally {
        cleaned += 1;
      }
    });
  }
  const error = await assertRejects(() => scheduler.run(), DeadlockError);
  assertEquals(error.cycle, ["a", "b", "a"]);
  assertStringIncludes(error.message, `"a" waits for mutex "south", which "b" holds (line `);
  assertEquals(cleaned, 2);
  assertEquals(kinds(trace(), 1).at(-1), "task-failed");
});

Deno.test("a task that throws ends the run, is named with its line, and others' finally blocks run", async () => {
  const { scheduler, trace } = virtualRun();
  let cleaned = false;
  scheduler.spawn("bystander", function* () {
    try {
      yield* sleep(100);
    } finally {
      cleaned = true;
    }
  });
  scheduler.spawn("thrower", function* () {
    yield* sleep(1);
    yield* sleep(-1);
  });
  const error = await assertRejects(() => scheduler.run(), TaskFailed, `task "thrower" failed at line`);
  assertStringIncludes(error.message, "ms is -1");
  assert(cleaned);
  assertEquals(kinds(trace(), 2).at(-1), "task-failed");
});

Deno.test("who joins a task gets what it throws, and the run goes on", async () => {
  const { scheduler } = virtualRun();
  let caught = "";
  scheduler.spawn("parent", function* () {
    const child = spawn("child", function* () {
      yield* pause();
      throw new Error("no such parcel");
    });
    try {
      yield* join(child);
    } catch (error) {
      caught = String(error);
    }
  });
  await scheduler.run();
  assertEquals(caught, "Error: no such parcel");
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

Deno.test("a slice of no time and a body that is no function are refused", () => {
  assertThrows(() => virtualRun({ sliceMs: 0 }), RangeError, "sliceMs is 0");
  const { scheduler } = virtualRun();
  const spawnAny: (name: string, body: never) => unknown = scheduler.spawn.bind(scheduler);
  assertThrows(() => spawnAny("broken", 5 as never), TypeError, `task "broken" is number`);
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

for (const mode of ["flag", "quantum"] as const) {
  Deno.test(`in ${mode} mode plain functions are stopped after a slice; in cooperative mode never`, async () => {
    const order = async (chosen: "cooperative" | "flag" | "quantum") => {
      const { scheduler, trace } = virtualRun({ mode: chosen, sliceMs: 1, turnNs: 100_000 });
      const log: string[] = [];
      for (const name of ["a", "b"]) scheduler.spawn(name, counter(15, () => log.push(name)));
      await scheduler.run();
      const stops = trace().events.filter(({ kind }) => kind === "task-preempted");
      return { text: log.join(""), stops };
    };
    assertEquals((await order("cooperative")).text, "a".repeat(15) + "b".repeat(15));
    const { text, stops } = await order(mode);
    assert(/^a{8,10}b{8,11}a{4,7}b{4,7}$/.test(text), text);
    assertEquals(stops[0]?.source, { line: 7, column: 3 });
  });
}

Deno.test("one seed gives the same trace every time, and so do its choices replayed", async () => {
  const traced = async (policy: SchedulerOptions["policy"]) => {
    const { scheduler, trace } = virtualRun({ ...(policy ? { policy } : {}), mode: "quantum", sliceMs: 1 });
    for (const name of ["a", "b", "c"]) {
      scheduler.spawn(name, function* () {
        for (let turn = 0; turn < 4; turn++) {
          spend(2);
          yield* pause();
          yield* sleep(turn);
        }
      });
    }
    await scheduler.run();
    return JSON.stringify(trace());
  };
  const kept = keepChoices(seededRandom(7));
  const first = await traced(kept);
  for (let time = 0; time < 1_000; time++) assertEquals(await traced(seededRandom(7)), first);
  assertEquals(await traced(replay(kept.choices)), first);
  assert(await traced(seededRandom(8)) !== first);
});
