import { assert, assertEquals, assertRejects } from "@std/assert";
import { RUNNER_LIMITS } from "../../../../labs/_runner/limits.ts";
import type { RunnerEvent, SandboxExit } from "../../../../labs/_runner/protocol.ts";
import { Outbox } from "../../../../labs/_runner/sandbox/outbox.ts";
import { ManualClock } from "./manual_clock.ts";

const EXIT: SandboxExit = {
  killedFor: null,
  code: 0,
  signal: null,
  stderrTail: "",
  durationMs: 1,
  cpuMs: 1,
  truncated: false,
};
const EXITED: RunnerEvent = { type: "exited", exit: EXIT };
const LOADED: RunnerEvent = { type: "frame", frame: { kind: "loaded" } };
const BATCH_MS = 1_000 / RUNNER_LIMITS.batchesPerSecond;

/** Lets everything that waits for nothing but its turn have it. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

/** What a reader has heard by now. */
function listen(outbox: Outbox): { readonly heard: RunnerEvent[]; readonly over: Promise<void> } {
  const heard: RunnerEvent[] = [];
  const over = (async () => {
    for await (const event of outbox) heard.push(event);
  })();
  return { heard, over };
}

Deno.test("the first text leaves at once, later text in one batch when it is due", async () => {
  const clock = new ManualClock();
  const outbox = new Outbox(clock);
  const { heard, over } = listen(outbox);
  for (const text of ["a", "b", "c"]) {
    outbox.pushText("stdout", text);
    await turns();
  }
  assertEquals(heard, [{ type: "stdout", text: "a" }]);
  clock.advance(BATCH_MS);
  await turns();
  assertEquals(heard, [{ type: "stdout", text: "a" }, { type: "stdout", text: "bc" }]);
  outbox.close(EXITED);
  await over;
});

Deno.test("a frame does not wait for a batch", async () => {
  const outbox = new Outbox(new ManualClock());
  const { heard, over } = listen(outbox);
  outbox.pushText("stdout", "a");
  await turns();
  outbox.pushText("stdout", "b");
  await turns();
  outbox.push(LOADED);
  await turns();
  assertEquals(heard, [{ type: "stdout", text: "a" }, LOADED]);
  outbox.close(EXITED);
  await over;
});

Deno.test("the end brings all text before it, and leaves no alarm behind", async () => {
  const clock = new ManualClock();
  const outbox = new Outbox(clock);
  const { heard, over } = listen(outbox);
  outbox.pushText("stdout", "a");
  await turns();
  outbox.pushText("stdout", "b");
  outbox.pushText("stderr", "c");
  await turns();
  outbox.close(EXITED);
  await over;
  assertEquals(heard.slice(1), [{ type: "stdout", text: "b" }, { type: "stderr", text: "c" }, EXITED]);
  assertEquals(clock.pending, 0);
});

Deno.test("a writer waits while the reader has not taken what there is", async () => {
  const outbox = new Outbox(new ManualClock());
  outbox.pushText("stdout", "x".repeat(100_000));
  let roomy = false;
  const room = outbox.room().then(() => roomy = true);
  await turns();
  assertEquals(roomy, false);
  const reader = outbox[Symbol.asyncIterator]();
  assertEquals((await reader.next()).value?.type, "stdout");
  await room;
});

Deno.test("when the process is dead, writers no longer wait", async () => {
  const outbox = new Outbox(new ManualClock());
  outbox.push(LOADED, 100_000);
  const room = outbox.room();
  outbox.unbind();
  await room;
});

Deno.test("a place in the queue replaces one that nobody has heard", async () => {
  const outbox = new Outbox(new ManualClock());
  for (const position of [3, 2, 1]) outbox.push({ type: "queued", position });
  outbox.close(EXITED);
  const { heard, over } = listen(outbox);
  await over;
  assertEquals(heard, [{ type: "queued", position: 1 }, EXITED]);
});

Deno.test("a broken runner is an error to the reader, after what came before", async () => {
  const outbox = new Outbox(new ManualClock());
  outbox.push(LOADED);
  outbox.fail(new Error("no memory for a process"));
  const { heard, over } = listen(outbox);
  await assertRejects(() => over, Error, "no memory for a process");
  assert(heard.length === 1);
});
