import { assert, assertEquals, assertRejects } from "@std/assert";
import { eventStream, type EventStreamOptions } from "../../../components/_http/event_stream.ts";
import type { RunEvent } from "../../../labs/_runner/protocol.ts";

/** Far away: the tests that are not about a timer never meet it. */
const NEVER = 1_000_000;

function optionsOf(changes: Partial<EventStreamOptions> = {}): EventStreamOptions {
  return {
    first: { done: false, value: { type: "stdout", text: "first" } },
    stallMs: NEVER,
    keepAliveMs: NEVER,
    onEvent: () => {},
    onEnd: () => {},
    onFault: (error) => {
      throw error;
    },
    ...changes,
  };
}

Deno.test("nothing is taken from the run while its reader does not read", async () => {
  let taken = 0;
  async function* flood(): AsyncGenerator<RunEvent> {
    for (;;) yield await Promise.resolve({ type: "stdout", text: `${++taken}` });
  }
  const reader = eventStream(flood(), optionsOf()).getReader();
  await reader.read();
  await reader.read();
  assertEquals(taken, 1);
  await reader.read();
  assertEquals(taken, 2);
  await reader.cancel();
});

Deno.test("a reader that stops reading is taken for gone, and the run ends", async () => {
  const ended = Promise.withResolvers<void>();
  async function* flood(): AsyncGenerator<RunEvent> {
    for (;;) yield await Promise.resolve({ type: "stdout", text: "more" });
  }
  const stream = eventStream(flood(), optionsOf({ stallMs: 1, onEnd: ended.resolve }));
  const reader = stream.getReader();
  await reader.read();
  await ended.promise;
  await assertRejects(() => reader.read(), Error, "stopped reading");
});

Deno.test("a silent run is kept alive by comments", async () => {
  const end = Promise.withResolvers<IteratorResult<RunEvent>>();
  const silent: AsyncIterator<RunEvent> = { next: () => end.promise };
  const reader = eventStream(silent, optionsOf({ keepAliveMs: 1 })).getReader();
  assertEquals((await reader.read()).value, { event: "stdout", data: '{"text":"first"}' });
  assertEquals((await reader.read()).value, { comment: "still here" });
  end.resolve({ done: true, value: undefined });
  let read = await reader.read();
  while (!read.done) read = await reader.read();
});

Deno.test("the end is told once, at the last event or when the reader leaves", async () => {
  let ends = 0;
  async function* one(): AsyncGenerator<RunEvent> {
    yield await Promise.resolve({ type: "stdout", text: "last" });
  }
  const whole = eventStream(one(), optionsOf({ onEnd: () => ends++ }));
  assert((await Array.fromAsync(whole)).length === 2);
  assertEquals(ends, 1);
  const left = eventStream(one(), optionsOf({ onEnd: () => ends++ }));
  await left.cancel();
  assertEquals(ends, 2);
});
