import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import fc from "fast-check";
import { RunQueue } from "../../../labs/_runner/queue.ts";

/** Starts all that can start. */
function startAll(queue: RunQueue, nowMs = 0): string[] {
  const started: string[] = [];
  for (let id = queue.next(nowMs); id !== null; id = queue.next(nowMs)) started.push(id);
  return started;
}

Deno.test("as many run as there are slots, and the others hear their places", () => {
  const queue = new RunQueue({ slots: 2, length: 10 });
  for (const id of ["a", "b", "c", "d"]) queue.enter(id, id);
  assertEquals(startAll(queue), ["a", "b"]);
  assertEquals(queue.positions(), [{ runId: "c", position: 1 }, { runId: "d", position: 2 }]);
  queue.leave("a", 0);
  assertEquals(startAll(queue), ["c"]);
  assertEquals(queue.positions(), [{ runId: "d", position: 1 }]);
});

Deno.test("a learner has one run going and one waiting, and a third is refused", () => {
  const queue = new RunQueue({ slots: 2, length: 10 });
  queue.enter("first", "learner");
  assertEquals(startAll(queue), ["first"]);
  assertEquals(queue.enter("second", "learner"), { state: "waiting", position: 1 });
  assertEquals(startAll(queue), []);
  const third = queue.enter("third", "learner");
  assert(third.state === "refused");
  assertEquals(third.because, "own-turn-taken");
});

Deno.test("a learner whose run is still going does not hold up another", () => {
  const queue = new RunQueue({ slots: 2, length: 10 });
  queue.enter("a1", "a");
  startAll(queue);
  queue.enter("a2", "a");
  queue.enter("b1", "b");
  assertEquals(startAll(queue), ["b1"]);
});

Deno.test("beyond its length the queue refuses, at the pace of the latest runs", () => {
  const queue = new RunQueue({ slots: 2, length: 3 });
  for (const id of ["a", "b", "c", "d", "e"]) queue.enter(id, id);
  startAll(queue, 0);
  for (const id of ["a", "b"]) queue.leave(id, 6_000);
  startAll(queue, 6_000);
  for (const id of ["f", "g"]) assertEquals(queue.enter(id, id).state, "waiting");
  // Three wait, the fourth place is four runs of 6 s away, two at a time.
  assertEquals(queue.enter("h", "h"), { state: "refused", because: "queue-full", retryAfterSeconds: 12 });
});

Deno.test("a waiting run that is cancelled frees its place", () => {
  const queue = new RunQueue({ slots: 1, length: 1 });
  queue.enter("a", "a");
  startAll(queue);
  queue.enter("b", "b");
  queue.leave("b", 0);
  assertEquals(queue.enter("c", "c"), { state: "waiting", position: 1 });
});

Deno.test("no run that could have started is passed by one that came later, and no bound is ever broken", () => {
  const step = fc.record({ key: fc.constantFrom("a", "b", "c", "d"), leaves: fc.boolean(), which: fc.nat() });
  fc.assert(fc.property(fc.array(step), fc.integer({ min: 1, max: 3 }), (steps, slots) => {
    const queue = new RunQueue({ slots, length: 3 });
    const keys = new Map<string, string>();
    const running = new Set<string>();
    for (const [index, { key, leaves, which }] of steps.entries()) {
      if (leaves && running.size > 0) {
        const id = [...running][which % running.size]!;
        running.delete(id);
        queue.leave(id, index);
      } else if (queue.enter(`${index}`, key).state === "waiting") {
        keys.set(`${index}`, key);
      }
      const before = queue.positions().map(({ runId }) => runId);
      const busyBefore = new Set([...running].map((id) => keys.get(id)));
      for (const [turn, id] of startAll(queue, index).entries()) {
        running.add(id);
        const passed = before.slice(0, before.indexOf(id)).filter((other) => !running.has(other));
        if (turn === 0) assert(passed.every((other) => busyBefore.has(keys.get(other))), `${id} passed ${passed}`);
      }
      assertLessOrEqual(running.size, slots);
      assertLessOrEqual(queue.positions().length, 3);
      const runningKeys = [...running].map((id) => keys.get(id));
      assertEquals(new Set(runningKeys).size, runningKeys.length, "two runs of one learner");
    }
  }));
});
