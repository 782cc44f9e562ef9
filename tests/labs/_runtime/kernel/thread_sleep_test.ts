import { assertEquals } from "@std/assert";
import {
  createThreadKernel,
  EPOLLIN,
  EPOLLOUT,
  must,
  O_NONBLOCK,
  SHUT_RD,
} from "../../../../labs/_runtime/kernel/mod.ts";
import { listener, voluntary } from "./threads_and_clients.ts";

Deno.test("a read with nothing to read puts its thread to sleep, and the others run on", async () => {
  const kernel = createThreadKernel();
  const [reads, writes] = must(kernel.pipe2(0));
  const log: string[] = [];
  kernel.spawn("reader", function* ({ stack }) {
    log.push(`read ${yield* kernel.read(reads, stack.array(16))}`);
  });
  kernel.spawn("writer", function* () {
    log.push("computes");
    yield* kernel.advance(500);
    log.push(`wrote ${yield* kernel.write(writes, new Uint8Array(3))}`);
  });
  await kernel.run();
  assertEquals(log, ["computes", "wrote 3", "read 3"]);
  assertEquals(voluntary(kernel), [1, 0]);
  assertEquals(kernel.clockGettime(), 500);
});

Deno.test("a blocking write sleeps until all is written", async () => {
  const kernel = createThreadKernel();
  const [reads, writes] = must(kernel.pipe2(0));
  let wrote: unknown;
  kernel.spawn("writer", function* () {
    wrote = yield* kernel.write(writes, new Uint8Array(300_000));
    kernel.close(writes);
  });
  const read = must(kernel.spawn("reader", function* ({ stack }) {
    const buffer = stack.array(10_000);
    let sum = 0;
    for (;;) {
      const count = must(yield* kernel.read(reads, buffer));
      if (count === 0) return sum;
      sum += count;
    }
  }));
  await kernel.run();
  assertEquals(wrote, 300_000);
  assertEquals(read.task.result, 300_000);
});

Deno.test("connect sleeps while the queue of the listener is full, and goes on when somebody is accepted", async () => {
  const kernel = createThreadKernel();
  const hub = must(kernel.socket(0));
  kernel.bind(hub, "hub");
  kernel.listen(hub, 0);
  const log: string[] = [];
  for (const name of ["first", "second"]) {
    kernel.spawn(name, function* () {
      log.push(`${name} ${yield* kernel.connect(must(kernel.socket(0)), "hub")}`);
    });
  }
  kernel.spawn("server", function* () {
    yield* kernel.advance(1_000);
    log.push("accepts");
    must(yield* kernel.accept4(hub, 0));
  });
  await kernel.run();
  assertEquals(log, ["first 0", "accepts", "second 0"]);
});

Deno.test("closing a descriptor does not wake the thread that sleeps on it, shutdown does", async () => {
  const kernel = createThreadKernel();
  const hub = listener(kernel, 0);
  const copy = must(kernel.dup(hub));
  let accepted: unknown = null;
  kernel.spawn("server", function* () {
    accepted = yield* kernel.accept4(hub, 0);
  });
  kernel.at(1_000, () => kernel.close(hub));
  kernel.at(2_000, () => assertEquals(accepted, null));
  kernel.at(3_000, () => kernel.shutdown(copy, SHUT_RD));
  await kernel.run();
  assertEquals(accepted, "EINVAL");
});

Deno.test("epoll_wait, poll and select return nothing when their time is over", async () => {
  const kernel = createThreadKernel();
  const [reads] = must(kernel.pipe2(0));
  const seen: unknown[] = [];
  kernel.spawn("waiter", function* () {
    seen.push(yield* kernel.epollWait(must(kernel.epollCreate1()), 4, 5));
    seen.push(yield* kernel.poll([{ fd: reads, events: EPOLLIN }], 7));
    seen.push(yield* kernel.select({ read: [reads], write: [], except: [] }, 9));
  });
  await kernel.run();
  assertEquals(seen, [[], [0], { read: [], write: [], except: [] }]);
  assertEquals(kernel.clockGettime(), 21e6);
  assertEquals(voluntary(kernel), [3]);
});

Deno.test("poll sleeps on for an event that it did not ask for", async () => {
  const kernel = createThreadKernel();
  const [one, other] = must(kernel.socketpair(0));
  const fill = must(kernel.dup(one));
  kernel.fcntlSetfl(fill, O_NONBLOCK);
  kernel.write(fill, new Uint8Array(100_000)).next();
  const thread = must(kernel.spawn("waiter", () => kernel.poll([{ fd: one, events: EPOLLIN }], 50)));
  kernel.at(1e6, () => kernel.read(other, new Uint8Array(100_000)).next());
  await kernel.run();
  assertEquals(thread.task.result, [0]);
  assertEquals(thread.voluntary, 1);
  assertEquals(kernel.poll([{ fd: one, events: EPOLLOUT }], 0).next().value, [EPOLLOUT]);
});

Deno.test("a timerfd wakes the thread that sleeps on it, and time jumps there", async () => {
  const kernel = createThreadKernel();
  const timer = must(kernel.timerfdCreate(0));
  kernel.timerfdSettime(timer, { valueNs: 10e6, intervalNs: 10e6 });
  const times: number[] = [];
  kernel.spawn("ticker", function* ({ stack }) {
    const word = stack.array(8);
    for (let tick = 0; tick < 3; tick++) {
      must(yield* kernel.read(timer, word));
      times.push(kernel.clockGettime() / 1e6);
    }
    kernel.timerfdSettime(timer, { valueNs: 0, intervalNs: 0 });
  });
  await kernel.run();
  assertEquals(times, [10, 20, 30]);
});
