import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { addedUp } from "../../../chapters/02-processes-and-threads/added_up.ts";
import { type Competitor, competitor, lagMs, nextOf, serve } from "../../../chapters/02-processes-and-threads/eevdf.ts";
import { framesInUse, type Process, processOf } from "../../../chapters/02-processes-and-threads/fork.ts";
import { aftermath, served } from "../../../chapters/02-processes-and-threads/pool_queue.ts";
import { traceOf, turns } from "../../../chapters/02-processes-and-threads/three_competitors.ts";
import { oneThread, threadPerConnection, usageOf } from "../../../chapters/02-processes-and-threads/two_servers.ts";

Deno.test("a fork looks like a copy: after any writes each process reads what a real copy would hold", () => {
  const step = fc.record({ fork: fc.boolean(), who: fc.nat(7), page: fc.nat(3), text: fc.string({ maxLength: 2 }) });
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
    const processes: Process[] = [processOf(["a", "b", "c", "d"])];
    const copies: string[][] = [["a", "b", "c", "d"]];
    for (const { fork, who, page, text } of steps) {
      const index = who % processes.length;
      if (fork && processes.length < 8) {
        processes.push(processes[index]!.fork());
        copies.push([...copies[index]!]);
      } else {
        processes[index]!.write(page, text);
        copies[index]![page] = text;
      }
    }
    assertEquals(processes.map((process) => [0, 1, 2, 3].map((page) => process.read(page))), copies);
    for (const { frames } of processes) {
      for (const frame of frames) {
        assertEquals(frame.owners, processes.filter((process) => process.frames.includes(frame)).length);
      }
    }
  }));
});

Deno.test("the last owner of a page writes in place", () => {
  const server = processOf(["loaded"]);
  const backend = server.fork();
  backend.write(0, "my own");
  const [frame] = server.frames;
  server.write(0, "changed");
  assertStrictEquals(server.frames[0], frame);
  assertEquals(framesInUse([server, backend]), 2);
});

Deno.test("a hundred forks of 16 MiB that write to one MiB each add up to 1,616 MiB and take 116", () => {
  assertEquals(addedUp({ pages: 4_096, children: 100, writtenByEach: 256 }), { listed: 1_616, real: 116 });
});

Deno.test("a task with short slices gets its third in eight turns, the others theirs in two, and at 36 ms all are square", () => {
  const taken = turns(72);
  const share = (name: string) => taken.filter((turn) => turn.name === name);
  assertEquals(["import", "report", "api"].map((name) => share(name).length), [2, 2, 8]);
  for (const name of ["import", "report", "api"]) {
    assertEquals(share(name).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0), 24);
  }
  const square = taken.filter(({ lagsMs }) => [...lagsMs.values()].every((lag) => lag === 0)).map(({ toMs }) => toMs);
  assertEquals(square, [36, 72]);
  const lags = taken.flatMap(({ lagsMs }) => [...lagsMs.values()]);
  assertEquals([Math.min(...lags), Math.max(...lags)], [-7, 7]);
});

Deno.test("nobody is ever owed or owes more than the longest slice, and lags add up to nothing", () => {
  const wish = fc.record({ sliceMs: fc.integer({ min: 1, max: 16 }), weight: fc.integer({ min: 1, max: 7 }) });
  fc.assert(fc.property(fc.array(wish, { minLength: 1, maxLength: 6 }), fc.nat(60), (wishes, count) => {
    const tasks: Competitor[] = wishes.map((each, index) => competitor(`${index}`, each));
    const longestMs = Math.max(...wishes.map(({ sliceMs }) => sliceMs));
    for (let turn = 0; turn < count; turn++) {
      serve(nextOf(tasks));
      const lags = tasks.map((task) => lagMs(task, tasks));
      assert(Math.abs(lags.reduce((sum, lag) => sum + lag)) < 1e-6);
      for (const lag of lags) assert(Math.abs(lag) <= longestMs + 1e-6, `a lag of ${lag} ms`);
    }
  }));
});

Deno.test("a task of weight 2 gets twice what one of weight 1 gets", () => {
  const tasks = [competitor("import", { sliceMs: 4 }), competitor("api", { sliceMs: 4, weight: 2 })];
  const gotMs = new Map(tasks.map(({ name }) => [name, 0]));
  for (let turn = 0; turn < 300; turn++) {
    const task = nextOf(tasks);
    serve(task);
    gotMs.set(task.name, gotMs.get(task.name)! + task.sliceMs);
  }
  assertEquals(gotMs.get("api")! / gotMs.get("import")!, 2);
});

Deno.test("the drawn trace has a turn for each that was taken", () => {
  const taken = turns(72);
  const started = traceOf(taken).events.filter(({ kind }) => kind === "task-started");
  assertEquals(started.map(({ atNs }) => atNs / 1e6), taken.map(({ fromMs }) => fromMs));
});

Deno.test("one thread has about as many switches as a thread each while it is idle, and fewer than half when it is busy", async () => {
  const few = [await usageOf(threadPerConnection, 10), await usageOf(oneThread, 10)] as const;
  const many = [await usageOf(threadPerConnection, 1_000), await usageOf(oneThread, 1_000)] as const;
  for (const usage of few) assertEquals(usage.requests, 40);
  assert(few[1].switches > 0.9 * few[0].switches, `${few[1].switches} against ${few[0].switches}`);
  assert(many[1].switches < 0.5 * many[0].switches, `${many[1].switches} against ${many[0].switches}`);
  assert(many[0].reservedBytes > 7 * 2 ** 30 && many[0].memoryBytes < 50 * 2 ** 20);
  assertEquals(many[1].memoryBytes, few[1].memoryBytes);
});

Deno.test("customers wait for nobody while ten jobs hold half of the pool, and 400 ms at worst when twelve do", () => {
  assertEquals([0, 8, 10].map((jobs) => aftermath(jobs).worstMs), [0, 0, 0]);
  assertEquals(aftermath(12), { worstMs: 400, lastsMs: 389 });
  assertEquals(aftermath(15), { worstMs: 1_000, lastsMs: 989 });
  const worstOff = [12, 15].map((jobs) =>
    served(jobs).toSorted((one, other) => other.waitedMs - one.waitedMs)[0]!.atMs
  );
  assertEquals(worstOff, [2_592, 1_995]);
});

Deno.test("at the pool nobody overtakes, and no connection serves two at a time", () => {
  const begins = served(12).map(({ atMs, waitedMs }) => atMs + waitedMs);
  assertEquals(begins, begins.toSorted((a, b) => a - b));
  for (const atMs of [500, 2_500, 3_200]) {
    const held = begins.filter((began) => began <= atMs && atMs < began + 10).length;
    assert(held <= 20, `${held} transactions at ${atMs} ms`);
  }
});
