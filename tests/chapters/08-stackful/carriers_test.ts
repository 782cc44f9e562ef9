import { assertEquals } from "@std/assert";
import { afternoon } from "../../../chapters/08-stackful/pinned.ts";

Deno.test("when waiting in the block pins, nobody gets done but the flush, which has a thread of its own", () => {
  assertEquals(afternoon(true).done, ["flush"]);
});

Deno.test("when it does not, all of them get done", () => {
  assertEquals(afternoon(false).done.toSorted(), [
    "first in line",
    "flush",
    "health check",
    "request 1",
    "request 2",
    "request 3",
    "request 4",
  ]);
});

Deno.test("who is first in line has the lock from 40 ms on, is runnable, and never runs again", () => {
  const { events } = afternoon(true).trace;
  const first = events.findLast((event) => event.kind === "task-started" && event.task === 2);
  assertEquals((first?.atNs ?? 0) < 40_000_000, true);
});
