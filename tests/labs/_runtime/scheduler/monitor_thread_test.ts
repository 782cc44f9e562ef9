import { assert, assertEquals } from "@std/assert";
import { twin } from "../../../../labs/_runtime/safepoints/mod.ts";
import { look, siteAt } from "../../../../labs/_runtime/safepoints/safe_point.ts";
import { createScheduler, monitorThread, sleep } from "../../../../labs/_runtime/scheduler/mod.ts";
import { THIS_HOST } from "./this_host.ts";

/** A loop that gives way at no place of its own, and ends when `done` says so. */
function spinning(done: () => boolean): () => void {
  return twin(() => {}, function* () {
    while (!done()) {
      if (look() === 0) {
        yield siteAt(7, 3);
        look();
      }
    }
  });
}

Deno.test("tasks that never give way share a thread when another thread raises the flag", async () => {
  const begun = new Set<string>();
  const scheduler = createScheduler({ mode: "flag", clock: THIS_HOST, monitor: monitorThread(), sliceMs: 1 });
  // Each ends only when all three have begun: without a preemption none ever would.
  for (const name of ["Ghent", "Lille", "Paris"]) {
    const body = spinning(() => begun.add(name).size === 3);
    scheduler.spawn(name, body);
  }
  await scheduler.run();
  assertEquals(begun.size, 3);
});

Deno.test("a host's timer fires while tasks compute", async () => {
  let fired = false;
  setTimeout(() => fired = true, 1);
  const scheduler = createScheduler({ mode: "flag", clock: THIS_HOST, monitor: monitorThread(), sliceMs: 1 });
  scheduler.spawn("report", spinning(() => fired));
  await scheduler.run();
  assert(fired);
});

Deno.test("a sleeping task goes on while another computes", async () => {
  let woken = false;
  const scheduler = createScheduler({ mode: "flag", clock: THIS_HOST, monitor: monitorThread(), sliceMs: 1 });
  scheduler.spawn("report", spinning(() => woken));
  scheduler.spawn("customer", function* () {
    yield* sleep(2);
    woken = true;
  });
  await scheduler.run();
  assert(woken);
});

Deno.test("the thread ends with the run, also when a task throws, and can be started again", async () => {
  const monitor = monitorThread();
  for (let run = 0; run < 2; run++) {
    const scheduler = createScheduler({ mode: "flag", clock: THIS_HOST, monitor, sliceMs: 1 });
    scheduler.spawn("report", () => {
      throw new RangeError("no scans");
    });
    const error = await scheduler.run().then(() => null, (thrown: unknown) => thrown);
    assert(error instanceof Error);
  }
});
