import { assertEquals, assertRejects } from "@std/assert";
import { createScheduler, sleep, TaskFailed, virtualTime } from "../../../../labs/_runtime/scheduler/mod.ts";
import type { UnstampedEvent } from "../../../../labs/_runtime/trace/mod.ts";

/** The line, from 1, on which this function is called. */
function lineHere(): number {
  const [, line] = new Error().stack!.split("\n")[2]!.match(/:(\d+):\d+\)?$/)!;
  return Number(line);
}

Deno.test("a recorded wait tells the line on which the task waits, also inside a coroutine that it delegates to", async () => {
  const events: UnstampedEvent[] = [];
  const scheduler = createScheduler({
    mode: "cooperative",
    clock: virtualTime(),
    record: (event) => events.push(event),
  });
  let line = 0;
  function* rest() {
    line = lineHere() + 1;
    yield* sleep(5);
  }
  scheduler.spawn("scan", function* () {
    yield* rest();
  });
  await scheduler.run();
  const [blocked] = events.filter((event) => event.kind === "task-blocked");
  assertEquals(blocked!.source!.line, line);
});

Deno.test("a recorded failure tells the line that threw, and the error of the run names it too", async () => {
  const events: UnstampedEvent[] = [];
  const scheduler = createScheduler({
    mode: "cooperative",
    clock: virtualTime(),
    record: (event) => events.push(event),
  });
  let line = 0;
  scheduler.spawn("label", () => {
    line = lineHere() + 1;
    throw new Error("no printer");
  });
  const failed = await assertRejects(() => scheduler.run(), TaskFailed);
  const [recorded] = events.filter((event) => event.kind === "task-failed");
  assertEquals([recorded!.source!.line, failed.line], [line, line]);
});

Deno.test("a wait that is not recorded does not look for its line", async () => {
  const scheduler = createScheduler({ mode: "cooperative", clock: virtualTime() });
  const waits: ReturnType<typeof sleep>[] = [];
  scheduler.spawn("scan", function* () {
    waits[0] = sleep(5);
    yield* waits[0];
  });
  await scheduler.run();
  assertEquals(waits[0]!.stoodAt, null);
});
