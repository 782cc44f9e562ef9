import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { createThreadKernel, isErrno, must, type Thread } from "../../../../labs/_runtime/kernel/mod.ts";

Deno.test("a thread that computes is stopped after its slice when another may run, and only then", async () => {
  const kernel = createThreadKernel({ sliceMs: 3 });
  const order: string[] = [];
  for (const name of ["first", "second"]) {
    kernel.spawn(name, function* () {
      yield* kernel.advance(9e6);
      order.push(name);
      // Nobody else is left to run: no switch.
      if (order.length === 2) yield* kernel.advance(30e6);
    });
  }
  await kernel.run();
  assertEquals(kernel.threads.map(({ involuntary }) => involuntary), [3, 3]);
  assertEquals(kernel.clockGettime(), 48e6);
});

Deno.test("a stack is reserved whole, and a page of it is resident once it was touched", async () => {
  const kernel = createThreadKernel();
  const threads: Thread[] = [];
  for (let count = 0; count < 3; count++) {
    threads.push(must(kernel.spawn(`thread ${count}`, function* ({ stack }) {
      stack.array(count === 0 ? 20_000 : 100);
      yield* kernel.advance(1);
    })) as Thread);
  }
  assertEquals(kernel.usage.now.threads, 3);
  assertEquals(kernel.usage.now.reservedBytes, 3 * 8_388_608);
  await kernel.run();
  assertEquals(threads.map(({ stack }) => stack.residentBytes / 4_096), [7, 3, 3]);
  assertEquals(kernel.usage.now, { threads: 0, reservedBytes: 0, residentBytes: 0, kernelBytes: 0 });
  assertEquals(kernel.usage.most.threads, 3);
});

Deno.test("a stack that overflows names its size, and ends the run", async () => {
  const kernel = createThreadKernel({ stackBytes: 65_536 });
  kernel.spawn("deep", ({ stack }) => void stack.array(60_000));
  const error = await assertRejects(() => kernel.run(), Error, "stack overflow");
  assert(error.message.includes("65536"));
});

Deno.test("beyond the most threads that may be, spawn returns EAGAIN, until one has ended", async () => {
  const kernel = createThreadKernel({ maxThreads: 2 });
  const [reads, writes] = must(kernel.pipe2(0));
  const results: unknown[] = [];
  kernel.spawn("parent", function* () {
    const child = must(kernel.spawn("child", ({ stack }) => kernel.read(reads, stack.array(1))));
    results.push(kernel.spawn("too many", () => {}));
    yield* kernel.write(writes, new Uint8Array(1));
    results.push(yield* child.join());
    results.push(isErrno(kernel.spawn("now", () => {})));
  });
  await kernel.run();
  assertEquals(results, ["EAGAIN", 1, false]);
});

Deno.test("a thread stack takes no array beyond its end", () => {
  const kernel = createThreadKernel({ stackBytes: 16_384 });
  const thread = must(kernel.spawn("idle", () => {}));
  assertThrows(() => thread.stack.array(10_000), RangeError, "SIGSEGV");
  assertEquals(thread.stack.residentBytes, 8_192);
});
