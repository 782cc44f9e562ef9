import { assert, assertEquals, assertMatch } from "@std/assert";
import { callsPerRound } from "../../../chapters/04-completion/calls_per_round.ts";
import { serve } from "../../../chapters/04-completion/cold_read.ts";
import { copyAt, EVEN, LANES, ONE_ARM, UNEVEN } from "../../../chapters/04-completion/depth.ts";
import { byCompletion, byReadiness } from "../../../chapters/04-completion/lent_buffers.ts";
import { turns } from "../../../chapters/04-completion/port.ts";
import { steps } from "../../../chapters/04-completion/two_rings.ts";

Deno.test("a read in place holds up four pings, the longest for 35 ms; a submitted one none; the label takes 40 ms", () => {
  const [inPlace, submitted] = [serve("in place"), serve("submitted")];
  assertEquals(inPlace.waitedMs, [0, 0, 35, 25, 15, 5, 0, 0]);
  assertEquals(submitted.waitedMs, [0, 0, 0, 0, 0, 0, 0, 0]);
  assertEquals([inPlace.labelMs, submitted.labelMs], [40, 40]);
});

Deno.test("the traces show the loop asleep in pread from 25 to 65 ms, and told of the submitted read at 65 ms", () => {
  const asleep = serve("in place").trace.events.filter((event) =>
    event.kind === "task-blocked" && (event.on.name === "pread" || event.on.name === "epoll_wait")
  );
  assertEquals(asleep.map(({ atNs }) => atNs / 1e6), [0, 25, 65, 90]);
  const ended = serve("submitted").trace.events.filter(({ kind }) => kind === "task-finished");
  assertEquals(ended.map(({ atNs }) => atNs / 1e6), [65]);
});

Deno.test("readiness needs one buffer and 9 calls, completion three buffers and 5; no buffer has two holders at once", () => {
  const [readiness, completion] = [byReadiness(), byCompletion()];
  assertEquals([readiness.buffers, readiness.systemCalls], [1, 9]);
  assertEquals([completion.buffers, completion.systemCalls], [3, 5]);
  const programs = readiness.holdings.map(({ fromMs, toMs }) => [fromMs, toMs]);
  assertEquals(programs, [[30, 34], [50, 54], [70, 74], [90, 94]]);
  for (let buffer = 0; buffer < completion.buffers; buffer++) {
    let endedMs = 0;
    for (const { fromMs, toMs } of completion.holdings.filter((holding) => holding.buffer === buffer)) {
      assertEquals(fromMs, endedMs);
      endedMs = toMs;
    }
    assertEquals(endedMs, 120);
  }
});

Deno.test("the figure of the rings: filling moves nothing, c completes before b, and both queues end empty", () => {
  const run = steps();
  const ends = run.map(({ submission, completion }) =>
    [submission, completion].map(({ head, tail }) => `${head}…${tail}`).join(" ")
  );
  assertEquals(ends, [
    "0…0 0…0",
    "0…0 0…0",
    "0…3 0…0",
    "3…3 0…0",
    "3…3 0…1",
    "3…3 0…2",
    "3…3 2…2",
    "3…3 2…3",
    "3…3 3…3",
  ]);
  assertEquals(run.at(-1)!.words.completion.join(""), "acb");
});

Deno.test("to echo eight messages takes 17 calls with epoll and one with a ring", () => {
  assertEquals(callsPerRound(), { epoll: 17, ring: 1 });
});

Deno.test("the text says after how many minutes a million operations a second come round", async () => {
  const text = await Deno.readTextFile(new URL("../../../chapters/04-completion/chapter.md", import.meta.url));
  assertMatch(text, new RegExp(`million operations a second it takes ${Math.round(2 ** 32 / 1e6 / 60)} minutes`));
});

Deno.test("a copy takes half the time at twice the depth until the drive's lanes are full, and the same beyond", () => {
  const took = (depth: number) => copyAt(depth, { blocks: 480, device: EVEN }).tookMs;
  assertEquals([1, 2, 4, 8, 16, 32].map(took), [96, 48, 24, 12, 12, 12]);
  assertEquals([1, 2, 32].map((depth) => copyAt(depth, { blocks: 480, device: ONE_ARM }).tookMs), [96, 96, 96]);
  assertEquals(LANES, 8);
});

Deno.test("twelve blocks on an uneven drive: all that depth 1 does in about 2.4 ms, depth 4 does in about a quarter", () => {
  const [one, four] = [1, 4].map((depth) => copyAt(depth, { blocks: 12, device: UNEVEN }));
  assertEquals([one!.operations.length, four!.operations.length], [24, 24]);
  assertEquals(one!.tookMs.toFixed(1), "2.4");
  assert(four!.tookMs < one!.tookMs / 3.3, `${four!.tookMs}`);
  const latencies = four!.operations.map(({ fromMs, toMs }) => Math.round((toMs - fromMs) * 1e3));
  assert(latencies.every((us) => us >= 60 && us <= 140), latencies.join());
});

Deno.test("the port gives single packets to thread 4, lets thread 2 in for thread 3, has three at work once, and never wakes thread 1", async () => {
  const done = await turns(2);
  const runs = (thread: number) => done.filter((turn) => turn.thread === thread - 1 && turn.does === "runs");
  assertEquals(runs(1), []);
  assertEquals(runs(4).map(({ fromMs }) => fromMs).filter((ms) => ms < 40), [5, 15, 25]);
  assertEquals(done.filter(({ does }) => does !== "runs"), [
    { thread: 2, does: "waits elsewhere", fromMs: 43, toMs: 51 },
  ]);
  assertEquals(runs(2)[0]!.fromMs, 43);
  const atWork = (ms: number) => done.filter((turn) => turn.does === "runs" && turn.fromMs <= ms && ms < turn.toMs);
  const counts = Array.from({ length: 60 }, (_, ms) => atWork(ms + 0.5).length);
  assertEquals(counts.flatMap((count, ms) => count > 2 ? [ms] : []), [51]);
});
