import { assert, assertEquals, assertLess, assertRejects } from "@std/assert";
import { convoy } from "../../../chapters/06-cooperative/gil_convoy.ts";
import { runTasks, type Steps } from "../../../chapters/06-cooperative/run_tasks.ts";
import { eachWaitsForTheOther, theSameDay } from "../../../chapters/06-cooperative/the_same_day.ts";
import { threePlans } from "../../../chapters/06-cooperative/three_plans.ts";
import { consume, givenUpAtMs } from "../../../chapters/06-cooperative/thrown_out.ts";
import { TimedScheduler, type TimedSteps } from "../../../chapters/06-cooperative/timed_scheduler.ts";
import { tripped } from "../../../chapters/06-cooperative/two_limits.ts";
import { byCount, byTime, sliced } from "../../../chapters/06-cooperative/uneven_ways.ts";
import { meanMs } from "../../../chapters/06-cooperative/waiting_line.ts";
import { DeadlockError } from "../../../labs/_runtime/scheduler/mod.ts";

Deno.test("a batch of 60 s keeps a heartbeat runnable from 6 to 64 s", () => {
  const { trace, beatsMs } = consume(60_000);
  assertEquals(beatsMs, [0, 3_000, 64_000, 67_000]);
  const heartbeat = trace.events.filter((event) => "task" in event && event.task === 1);
  const woken = heartbeat.findIndex((event) => event.kind === "task-woken" && event.atNs === 6e9);
  assertEquals(heartbeat[woken + 1]?.atNs, 64e9);
});

Deno.test("the broker gives up 45 s after the last heartbeat that was followed by silence", () => {
  assertEquals(givenUpAtMs(consume(60_000).beatsMs), 48_000);
  assertEquals(givenUpAtMs(consume(2_000).beatsMs), null);
  assertEquals(givenUpAtMs(consume(60_000, 1_000).beatsMs), null);
});

Deno.test("the customer waits 18 ms while both plans give way, and 58 when one does not", () => {
  assertEquals(threePlans(10).waitsMs, [18, 18, 18]);
  assertEquals(threePlans(10, 60).waitsMs[0], 58);
});

Deno.test("on the book's scheduler the customer waits as long as on the chapter's", async () => {
  assertEquals((await theSameDay()).waitsMs, threePlans(10).waitsMs);
});

Deno.test("two plans that wait for each other are named as a ring", async () => {
  const error = await assertRejects(eachWaitsForTheOther, DeadlockError);
  assertEquals(error.cycle, ["plan for Ghent", "plan for Lille", "plan for Ghent"]);
});

Deno.test("tasks take turns in a circle, each until it is done", () => {
  const steps: string[] = [];
  function* task(name: string, turns: number): Steps {
    for (let turn = 0; turn < turns; turn++) {
      steps.push(name);
      yield;
    }
  }
  runTasks([task("a", 1), task("b", 3), task("c", 2)]);
  assertEquals(steps.join(""), "abcbcb");
});

Deno.test("timers that are due while a task computes wake their tasks at that moment, in order", () => {
  const scheduler = new TimedScheduler();
  const ran: [string, number][] = [];
  function* sleeper(name: string, ms: number): TimedSteps {
    yield ms;
    ran.push([name, scheduler.nowMs]);
  }
  function* busy(): TimedSteps {
    yield 1;
    scheduler.spend(30);
  }
  scheduler.spawn("late", sleeper("late", 20));
  scheduler.spawn("early", sleeper("early", 10));
  scheduler.spawn("busy", busy());
  const { events } = scheduler.run();
  assertEquals(ran, [["early", 31], ["late", 31]]);
  const wokenMs = events.filter((event) => event.kind === "task-woken").map((event) => event.atNs / 1e6);
  assertEquals(wokenMs, [1, 10, 20]);
});

Deno.test("slices by count are as long as their parcels, slices by time at most one parcel too long", () => {
  const counted = sliced(byCount);
  const timed = sliced(byTime);
  assertEquals(Math.round(counted.longestMs), 59);
  assertLess(timed.longestMs, 15);
  assert(timed.turns > counted.turns);
});

Deno.test("simulated requests take 1/(1-load) service times, within a twentieth up to 90 %", () => {
  for (const load of [0.1, 0.5, 0.8, 0.9]) {
    const formula = 1 / (1 - load);
    assertLess(Math.abs(meanMs(load) - formula), formula / 20);
  }
});

Deno.test("in the convoy each packet waits a whole switch interval", () => {
  const { trace } = convoy(4, 5);
  assertEquals(trace.events.at(-1)?.atNs, 4 * 6.01 * 1e6);
});

Deno.test("computing trips the session timeout from the loop, slow waiting only the poll interval", () => {
  assertEquals(tripped(60_000, 60_000), "session timeout");
  assertEquals(tripped(60_000, 3_000), "stays");
  assertEquals(tripped(360_000, 3_000), "poll interval");
});
