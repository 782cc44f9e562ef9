import { assertEquals } from "@std/assert";
import { createThreadKernel, type ModelThreadKernel, must } from "../../../../labs/_runtime/kernel/mod.ts";
import { createRecorder, type UnstampedEvent } from "../../../../labs/_runtime/trace/mod.ts";

Deno.test("the trace says which thread made each call, and where it slept", async () => {
  const record = (event: UnstampedEvent) => recorder.record(event);
  const kernel: ModelThreadKernel = createThreadKernel({ record });
  const recorder = createRecorder({ clock: "virtual", nowNs: () => kernel.nowNs, maxEvents: 100 });
  const [reads, writes] = must(kernel.pipe2(0));
  kernel.spawn("reader", ({ stack }) => kernel.read(reads, stack.array(16)));
  kernel.spawn("writer", function* () {
    yield* kernel.advance(700);
    yield* kernel.write(writes, new Uint8Array(2));
  });
  await kernel.run();
  const seen = recorder.trace().events.flatMap((event) =>
    event.kind.startsWith("system-call") || event.kind === "task-blocked" || event.kind === "task-woken" ? [event] : []
  );
  assertEquals(seen.slice(2), [
    { atNs: 0, kind: "system-call-entered", call: `read(${reads}, 16 bytes)`, task: 1 },
    { atNs: 0, kind: "task-blocked", task: 1, on: { kind: "descriptor", name: `read(${reads})` } },
    { atNs: 700, kind: "system-call-entered", call: `write(${writes}, 2 bytes)`, task: 2 },
    { atNs: 700, kind: "task-woken", task: 1, by: 2 },
    { atNs: 700, kind: "system-call-returned", call: "write", result: "2", task: 2 },
    { atNs: 700, kind: "system-call-returned", call: "read", result: "2", task: 1 },
  ]);
});
