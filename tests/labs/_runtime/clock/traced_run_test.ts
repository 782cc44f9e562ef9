import { setImmediate } from "node:timers";
import { assertEquals, assertRejects } from "@std/assert";
import { TracedRun, type TracedTask } from "../../../../labs/_runtime/clock/mod.ts";
import type { Trace } from "../../../../labs/_runtime/trace/trace.ts";

/** A turn of Deno's own loop: the microtask queue is empty when it comes. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The trace in short: milliseconds, task, what happened. */
function inShort(trace: Trace): string[] {
  return trace.events.map((event) => {
    const who = "task" in event ? ` ${event.task}` : "";
    const on = event.kind === "task-blocked" ? ` on ${event.on.name}` : "";
    return `${event.atNs / 1e6}${who} ${event.kind.replace("task-", "")}${on}`;
  });
}

/** A backend call of `ms`. */
function backend(page: TracedTask, name: string, ms: number): Promise<void> {
  return page.call(name, (task) => task.waitFor(`${name} backend`, ms));
}

Deno.test("a caller that awaits a call waits for it, and goes on when it has ended", async () => {
  const run = new TracedRun({ settle });
  const page = run.arrive(0, "page", async (task) => {
    await backend(task, "scans", 80);
    await backend(task, "route", 20);
  });
  const trace = await run.finish();
  await page;
  assertEquals(inShort(trace), [
    "0 1 spawned",
    "0 1 started",
    "0 2 spawned",
    "0 2 started",
    "0 2 blocked on scans backend",
    "0 1 blocked on scans",
    "80 2 woken",
    "80 2 started",
    "80 2 finished",
    "80 1 woken",
    "80 1 started",
    "80 3 spawned",
    "80 3 started",
    "80 3 blocked on route backend",
    "80 1 blocked on route",
    "100 3 woken",
    "100 3 started",
    "100 3 finished",
    "100 1 woken",
    "100 1 started",
    "100 1 finished",
  ]);
});

Deno.test("a caller of several calls waits for all of them, and not again when only one has ended", async () => {
  const run = new TracedRun({ settle });
  const page = run.arrive(0, "page", async (task) => {
    await Promise.all([backend(task, "scans", 80), backend(task, "route", 20)]);
  });
  const trace = await run.finish();
  await page;
  assertEquals(inShort(trace).filter((line) => line.includes(" 1 ")), [
    "0 1 spawned",
    "0 1 started",
    "0 1 blocked on scans and route",
    "80 1 woken",
    "80 1 started",
    "80 1 finished",
  ]);
});

Deno.test("a task whose wait is over is runnable until the task that computes lets go of the thread", async () => {
  const run = new TracedRun({ settle });
  const page = run.arrive(0, "page", (task) => task.waitFor("scans", 30));
  const report = run.arrive(10, "report", (task) => Promise.resolve(task.work(50)));
  const trace = await run.finish();
  await Promise.all([page, report]);
  assertEquals(inShort(trace), [
    "0 1 spawned",
    "0 1 started",
    "0 1 blocked on scans",
    "10 2 spawned",
    "10 2 started",
    "30 1 woken",
    "60 2 finished",
    "60 1 started",
    "60 1 finished",
  ]);
});

Deno.test("a task that throws is recorded as failed, and its caller hears the error", async () => {
  const run = new TracedRun({ settle });
  const page = run.arrive(0, "page", async (task) => {
    await task.waitFor("eta", 5);
    throw new Error("eta is down");
  });
  const heard = assertRejects(() => page, Error, "eta is down");
  const trace = await run.finish();
  await heard;
  assertEquals(trace.events.at(-1), { kind: "task-failed", task: 1, error: "Error: eta is down", atNs: 5_000_000 });
});
