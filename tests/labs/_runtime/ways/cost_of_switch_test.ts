import { assertEquals } from "@std/assert";
import { nsPerSwitch } from "../../../../labs/_runtime/ways/cost_of_switch.ts";
import type { Way } from "../../../../labs/_runtime/ways/way.ts";

/** A way whose switches take as long as it is told, on a clock of its own. */
function timedWay(msOfSwitch: (round: number) => number) {
  let ms = 0;
  const asked: number[] = [];
  const way: Way = {
    name: "class",
    begin: () => ({ held: null }),
    pair(days) {
      asked.push(days);
      return () => {
        ms += 2 * days * msOfSwitch(asked.length);
        return [0, 0];
      };
    },
  };
  return { way, asked, now: () => ms };
}

Deno.test("a switch costs a round's time divided by the two reports' days", async () => {
  const { way, now } = timedWay(() => 0.001);
  assertEquals(Math.round(await nsPerSwitch(way, { now })), 1_000);
});

Deno.test("rounds grow until one is long enough for a coarse clock, and what they begin with is not counted", async () => {
  const { way, now, asked } = timedWay(() => 0.001);
  await nsPerSwitch(way, { now, roundMs: 1, rounds: 3 });
  assertEquals(asked, [...[100, 200, 400, 800].flatMap((days) => [days, days, days]), 800, 800, 800]);
});

Deno.test("rounds in which the machine was busy elsewhere do not count", async () => {
  const { way, now } = timedWay((round) => round % 3 === 0 ? 0.001 : 1);
  assertEquals(Math.round(await nsPerSwitch(way, { now, roundMs: 0.1, rounds: 9 })), 1_000);
});

Deno.test("a clock that stands still ends the search for a round that is long enough", async () => {
  const { way } = timedWay(() => 0);
  assertEquals(await nsPerSwitch(way, { now: () => 0, rounds: 1 }), 0);
});
