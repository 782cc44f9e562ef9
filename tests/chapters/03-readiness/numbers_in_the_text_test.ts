import { assert, assertEquals } from "@std/assert";
import { sharesOf, WAYS as HERD_WAYS } from "../../../chapters/03-readiness/herd.ts";
import { askedPerMessage, WAYS } from "../../../chapters/03-readiness/idle_connections.ts";
import { follow } from "../../../chapters/03-readiness/left_in_the_socket.ts";
import { heard, readInTurn, readWhoIsReady } from "../../../chapters/03-readiness/one_by_one.ts";
import { steps } from "../../../chapters/03-readiness/ready_list.ts";
import { waitCosts } from "../../../chapters/03-readiness/wait_costs.ts";
import { EPOLLET } from "../../../labs/_runtime/kernel/mod.ts";

Deno.test("a message costs two questions a descriptor under select and poll, and two in all under epoll", () => {
  for (const n of [10, 100, 1_000]) {
    assertEquals(WAYS.map((way) => askedPerMessage(way, n)), [2 * n, 2 * n, 2]);
  }
  assertEquals(WAYS.map((way) => askedPerMessage(way, 10_000)), [null, 20_000, 2]);
});

Deno.test("the waits a second that the text allows a core are what the text's time of one wait leaves room for", async () => {
  const text = await Deno.readTextFile(new URL("../../../chapters/03-readiness/chapter.md", import.meta.url));
  const [, us] = /`poll` took (\d+) µs/.exec(text) ?? [];
  const [, bound] = /fewer than ([\d,]+) a second/.exec(text) ?? [];
  const waits = 1e6 / Number(us);
  const most = Number(bound?.replace(",", ""));
  assert(waits < most && waits > most - 100, `${waits} of ${most}`);
});

Deno.test("under blocking reads Lille is heard at 90 ms, under select at the moments at which it speaks", () => {
  assertEquals(heard(readInTurn).log, ["at 90 ms from Ghent: 90 ms", "at 90 ms from Lille: 20 ms 40 ms 70 ms"]);
  assertEquals(
    heard(readWhoIsReady).log,
    [20, 40, 70].map((ms) => `at ${ms} ms from Lille: ${ms} ms`).concat(
      "at 90 ms from Ghent: 90 ms",
    ),
  );
});

Deno.test("the figure of the ready list shows the four things that the text points at", () => {
  const run = steps();
  const after = run.map(({ ready }) => ready.join(" "));
  assertEquals(after, ["", "Lille", "Lille Venlo", "Lille Venlo", "Venlo Lille", "Lille", "Lille", "Lille", ""]);
  assertEquals(run.map(({ asked }) => asked), [3, 0, 0, 0, 1, 1, 0, 0, 1]);
  assertEquals(run.at(-1)!.what, "epoll_wait, up to 8: nothing");
});

Deno.test("level-triggered the reader empties the socket each time; edge-triggered about 10, 9 and almost 14 kB are left", () => {
  const level = follow(0);
  const edge = follow(EPOLLET);
  assertEquals([level.reports.length, level.fills.at(-1)!.bytes], [8, 0]);
  const leftAt = (ms: number) => edge.fills.findLast(({ atMs }) => atMs <= ms)!.bytes;
  assertEquals([leftAt(49), leftAt(79), leftAt(110)], [14_000 - 4_096, 17_000 - 2 * 4_096, 26_000 - 3 * 4_096]);
  assertEquals(edge.reports, [10, 50, 80]);
});

Deno.test("each way of waiting for connections gives them to the workers that the figure shows", async () => {
  const accepted: Record<string, readonly number[]> = {};
  const woke: Record<string, number> = {};
  for (const [name, way] of Object.entries(HERD_WAYS)) {
    const shares = await sharesOf(way);
    accepted[name] = shares.map((share) => share.accepted);
    woke[name] = shares.reduce((sum, share) => sum + share.woke, 0);
  }
  assertEquals(accepted["blocking accept"], [2, 2, 2, 2]);
  assertEquals(accepted["EPOLLEXCLUSIVE"], [8, 0, 0, 0]);
  assertEquals(accepted["EPOLLEXCLUSIVE, added anew"], [2, 2, 2, 2]);
  assertEquals(accepted["epoll"]!.toSorted(), [0, 0, 0, 8]);
  assertEquals(woke, { "blocking accept": 8, "epoll": 32, "EPOLLEXCLUSIVE": 8, "EPOLLEXCLUSIVE, added anew": 8 });
});

Deno.test({
  name: "the costs of real waits are taken with all three calls, each of which reports the one that is ready",
  ignore: Deno.build.os !== "linux",
  fn() {
    const costs = waitCosts() ?? [];
    assertEquals(costs.filter(({ n }) => n === 100).map(({ way }) => way), [...WAYS]);
    assert(costs.every(({ ns }) => ns > 0));
  },
});
