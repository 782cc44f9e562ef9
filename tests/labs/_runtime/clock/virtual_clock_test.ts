import { setImmediate } from "node:timers";
import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { VirtualClock } from "../../../../labs/_runtime/clock/mod.ts";

/** A turn of Deno's own loop: the microtask queue is empty when it comes. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

Deno.test("timers fire by time, and those of one moment in the order in which they were set", async () => {
  const clock = new VirtualClock({ settle });
  const fired: string[] = [];
  clock.setTimer(20, () => fired.push("late"));
  clock.setTimer(10, () => fired.push("first at 10"));
  clock.setTimer(10, () => fired.push("second at 10"));
  await clock.run();
  assertEquals(fired, ["first at 10", "second at 10", "late"]);
});

Deno.test("any set of delays fires in stable order of time, and the clock ends at the longest", async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.nat(50), { maxLength: 20 }), async (delays) => {
    const clock = new VirtualClock({ settle });
    const fired: number[] = [];
    delays.forEach((delay, index) => clock.setTimer(delay, () => fired.push(index)));
    const endNs = await clock.run();
    const expected = delays.map((_, index) => index).toSorted((a, b) => delays[a]! - delays[b]! || a - b);
    assertEquals(fired, expected);
    assertEquals(endNs, Math.max(0, ...delays) * 1_000_000);
  }));
});

Deno.test("a chain of awaits runs to its end before the next timer fires, however long it is", async () => {
  const clock = new VirtualClock({ settle });
  const order: string[] = [];
  async function chain() {
    await clock.sleep(10);
    for (let link = 0; link < 1_000; link++) await null;
    order.push("chain");
  }
  const chained = chain();
  clock.setTimer(11, () => order.push("timer"));
  await clock.run();
  await chained;
  assertEquals(order, ["chain", "timer"]);
});

Deno.test("sleeps in a row add up, sleeps begun together overlap", async () => {
  const inARow = new VirtualClock({ settle });
  async function row() {
    for (const ms of [80, 120, 60]) await inARow.sleep(ms);
  }
  const rowDone = row();
  assertEquals(await inARow.run(), 260_000_000);
  await rowDone;

  const together = new VirtualClock({ settle });
  const allDone = Promise.all([80, 120, 60].map((ms) => together.sleep(ms)));
  assertEquals(await together.run(), 120_000_000);
  await allDone;
});

Deno.test("a timer that comes due while code runs is announced on time and fires late", async () => {
  const clock = new VirtualClock({ settle });
  const seen: string[] = [];
  const onDue = () => seen.push(`due at ${clock.nowNs / 1e6}`);
  clock.setTimer(30, ({ lateNs }) => seen.push(`fired ${lateNs / 1e6} late`), { onDue });
  clock.setTimer(10, () => clock.spend(50));
  await clock.run();
  assertEquals(seen, ["due at 30", "fired 30 late"]);
});

Deno.test("a cleared timer does not fire, not even one that is already due", async () => {
  const clock = new VirtualClock({ settle });
  const fired: string[] = [];
  const due = clock.setTimer(5, () => fired.push("due"));
  clock.setTimer(1, () => {
    clock.spend(10);
    clock.clearTimer(due);
  });
  await clock.run();
  assertEquals(fired, []);
});

Deno.test("a delay that is no time is refused with the value and the remedy", () => {
  const clock = new VirtualClock({ settle });
  assertThrows(() => clock.setTimer(-1, () => {}), RangeError, "delayMs is -1");
  assertThrows(() => clock.spend(Number.NaN), RangeError, "ms is NaN");
});
