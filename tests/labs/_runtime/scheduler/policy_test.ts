import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  keepChoices,
  pause,
  priorityWithAgeing,
  replay,
  type SchedulerOptions,
  seededRandom,
  sleep,
  spend,
} from "../../../../labs/_runtime/scheduler/mod.ts";
import { virtualRun } from "./virtual_run.ts";

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

/** Names in the order in which the tasks ran, each for `turns` steps. */
async function order(policy: SchedulerOptions["policy"], priorities: Record<string, number>, turns: number) {
  const { scheduler } = virtualRun({ ...(policy ? { policy } : {}) });
  const ran: string[] = [];
  for (const [name, priority] of Object.entries(priorities)) {
    scheduler.spawn(name, function* () {
      for (let turn = 0; turn < turns; turn++) {
        ran.push(name);
        yield;
      }
    }, { priority });
  }
  await scheduler.run();
  return ran;
}

Deno.test("by priority alone, the least important task waits for the others to end", async () => {
  const ran = await order(priorityWithAgeing({ ageEvery: Infinity }), { batch: 0, payment: 5 }, 50);
  assertEquals(ran.indexOf("batch"), 50);
});

Deno.test("with ageing it runs once it has waited through as many choices as make up the difference", async () => {
  const ran = await order(priorityWithAgeing({ ageEvery: 4 }), { batch: 0, payment: 5 }, 50);
  assertEquals(ran.indexOf("batch"), 5 * 4);
});

Deno.test("of equal priority, who came first runs first", async () => {
  assertEquals(await order(priorityWithAgeing(), { a: 1, b: 1, c: 1 }, 2), ["a", "b", "c", "a", "b", "c"]);
});

Deno.test("ageing that takes no time is refused", () => {
  assertThrows(() => priorityWithAgeing({ ageEvery: 0 }), RangeError, "ageEvery is 0");
});

Deno.test("a replay of another program's choices is refused, and says which choice", async () => {
  const { scheduler } = virtualRun({ policy: replay([1, 9]) });
  scheduler.spawn("only", function* () {
    yield* pause();
  });
  await assertRejects(() => scheduler.run(), RangeError, "choice 2 is task 9");
});
