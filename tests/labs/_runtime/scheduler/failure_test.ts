import { assert, assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import {
  DeadlockError,
  join,
  mutex,
  pause,
  sleep,
  spawn,
  TaskFailed,
} from "../../../../labs/_runtime/scheduler/mod.ts";
import { kinds, virtualRun } from "./virtual_run.ts";

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

Deno.test("a slice of no time and a body that is no function are refused", () => {
  assertThrows(() => virtualRun({ sliceMs: 0 }), RangeError, "sliceMs is 0");
  const { scheduler } = virtualRun();
  const spawnAny: (name: string, body: never) => unknown = scheduler.spawn.bind(scheduler);
  assertThrows(() => spawnAny("broken", 5 as never), TypeError, `task "broken" is number`);
});
