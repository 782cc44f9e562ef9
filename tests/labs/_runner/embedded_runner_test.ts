import { assert, assertEquals, assertGreater, assertRejects, assertStringIncludes } from "@std/assert";
import { type EmbeddedRunner, openRunner } from "../../../labs/_runner/embedded_runner.ts";
import { RUN_LIMITS } from "../../../labs/_runner/limits.ts";
import type { RunnerEvent } from "../../../labs/_runner/protocol.ts";
import { collect, HARNESS, jobOf, LEVEL } from "../../hostile/attack_run.ts";

function open(concurrency = 1): Promise<EmbeddedRunner> {
  return openRunner({ harness: HARNESS, level: LEVEL, layers: {}, concurrency });
}

async function eventsOf(events: AsyncIterable<RunnerEvent>): Promise<RunnerEvent[]> {
  const all: RunnerEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

Deno.test("a run says that it has started, what it printed and observed, and last how it ended", async () => {
  const runner = await open();
  const events = await eventsOf(
    runner.run(jobOf(`console.log("scans"); export const solve = (n: number) => n * 2;`)),
  );
  await runner.close();
  assertEquals(events[0], { type: "started", level: LEVEL });
  const frames = events.flatMap((event) => event.type === "frame" ? [event.frame] : []);
  assertEquals(frames.map(({ kind }) => kind), ["ready", "loaded", "call-started", "observation", "finished"]);
  assertEquals(events.flatMap((event) => event.type === "stdout" ? [event.text] : []).join(""), "scans\n");
  const last = events.at(-1);
  assert(last?.type === "exited");
  assertEquals([last.exit.killedFor, last.exit.code, last.exit.signal], [null, 0, null]);
});

Deno.test("each run has a process of its own: nothing is left for the next", async () => {
  const runner = await open();
  const code = `console.log(Reflect.get(globalThis, "left")); Reflect.set(globalThis, "left", "something");`;
  for (let turn = 0; turn < 3; turn++) assertEquals((await collect(runner, jobOf(code))).stdout, "undefined\n");
  await runner.close();
});

Deno.test("limits other than the waiting process's are kept", async () => {
  const runner = await open();
  const code = `import v8 from "node:v8"; console.log(v8.getHeapStatistics().heap_size_limit >> 20);`;
  const limitMiB = async (heapMiB: number) =>
    Number((await collect(runner, jobOf(code, { limits: { ...RUN_LIMITS, heapMiB } }))).stdout);
  assertEquals(await limitMiB(RUN_LIMITS.heapMiB) - await limitMiB(RUN_LIMITS.heapMiB - 64), 64);
  await runner.close();
});

Deno.test("what a program writes to stderr names its file as the learner knows it", async () => {
  const runner = await open();
  const { stderr, exit } = await collect(runner, jobOf("\nconsole.error(new Error('late'));"));
  await runner.close();
  assertStringIncludes(stderr, "lab.ts:2:");
  assertStringIncludes(exit.stderrTail, "blob:null/");
});

Deno.test("cancel ends a running and a waiting job, and knows when there is none", async () => {
  const runner = await open();
  const jobs = [jobOf("for (;;) {}"), jobOf("for (;;) {}")] as const;
  const runs = jobs.map((job) => runner.run(job)[Symbol.asyncIterator]());
  const first = await Promise.all(runs.map(async (run) => (await run.next()).value as RunnerEvent));
  assertEquals(first.map(({ type }) => type), ["started", "queued"]);
  assertEquals(jobs.map(({ runId }) => runner.cancel(runId)), [true, true]);
  for (const run of runs) {
    const last = (await eventsOf({ [Symbol.asyncIterator]: () => run })).at(-1);
    assert(last?.type === "exited");
    assertEquals(last.exit.killedFor, "cancelled");
  }
  assertEquals(jobs.map(({ runId }) => runner.cancel(runId)), [false, false]);
  await runner.close();
});

Deno.test("leaving the loop kills the run and frees its slot", async () => {
  const runner = await open();
  const endless = jobOf("for (;;) {}");
  for await (const event of runner.run(endless)) {
    if (event.type === "started") break;
  }
  assertEquals(runner.cancel(endless.runId), false);
  assertEquals((await collect(runner, jobOf(`console.log("next");`))).stdout, "next\n");
  await runner.close();
});

Deno.test("one id can't be two runs at once", async () => {
  const runner = await open();
  const job = jobOf("for (;;) {}");
  const run = runner.run(job)[Symbol.asyncIterator]();
  await run.next();
  await assertRejects(() => eventsOf(runner.run(job)), TypeError, "give each job an id of its own");
  await runner.close();
  await run.return?.();
});

Deno.test("a closed runner has no process left and answers busy", async () => {
  // The sanitizers of this test fail it when a child process is left.
  const runner = await open(2);
  const runs = [1, 2, 3].map(() => eventsOf(runner.run(jobOf("for (;;) {}"))));
  await runner.close();
  for (const events of await Promise.all(runs)) assertEquals(events.at(-1)?.type, "exited");
  const [refusal] = await eventsOf(runner.run(jobOf("")));
  assert(refusal?.type === "busy");
  assertGreater(refusal.retryAfterSeconds, 0);
});
