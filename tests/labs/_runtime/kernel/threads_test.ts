import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  createModelKernel,
  createThreadKernel,
  EPOLL_CTL_ADD,
  EPOLLET,
  EPOLLEXCLUSIVE,
  EPOLLIN,
  EPOLLOUT,
  isErrno,
  type ModelThreadKernel,
  O_NONBLOCK,
  type Returned,
  SHUT_RD,
  type Thread,
} from "../../../../labs/_runtime/kernel/mod.ts";
import { DeadlockError, TaskCancelled } from "../../../../labs/_runtime/scheduler/mod.ts";
import { createRecorder, type UnstampedEvent } from "../../../../labs/_runtime/trace/mod.ts";

function ok<Value extends number | object>(returned: Returned<Value>): Value {
  if (isErrno(returned)) throw new Error(`failed with ${returned}`);
  return returned;
}

function voluntary({ threads }: ModelThreadKernel): number[] {
  return threads.map((thread) => thread.voluntary);
}

/** A socket that listens under "hub". */
function listener(kernel: ModelThreadKernel, flags: number): number {
  const fd = ok(kernel.socket(flags));
  ok(kernel.bind(fd, "hub"));
  ok(kernel.listen(fd, 100));
  return fd;
}

/** Connections from outside, `together` at once every millisecond. */
function connections(kernel: ModelThreadKernel, { times, together }: { times: number; together: number }): void {
  const clients = createClients(kernel);
  for (let time = 1; time <= times; time++) {
    kernel.at(time * 1e6, () => {
      for (let client = 0; client < together; client++) clients();
    });
  }
}

/** Outside: connects without waiting. */
function createClients(kernel: ModelThreadKernel): () => void {
  return () => {
    const client = kernel.connect(ok(kernel.socket(O_NONBLOCK)), "hub");
    assertEquals(client.next().value, 0);
  };
}

Deno.test("a read with nothing to read puts its thread to sleep, and the others run on", async () => {
  const kernel = createThreadKernel();
  const [reads, writes] = ok(kernel.pipe2(0));
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

Deno.test("threads in accept are served in the order in which they came, one for each connection", async () => {
  const kernel = createThreadKernel();
  const hub = listener(kernel, 0);
  const accepted = [0, 0, 0, 0];
  connections(kernel, { times: 8, together: 1 });
  const workers = accepted.map((_, worker) =>
    ok(kernel.spawn(`worker ${worker}`, function* () {
      for (;;) {
        ok(yield* kernel.accept4(hub, 0));
        accepted[worker]! += 1;
      }
    }))
  );
  await assertRejects(() => kernel.run(), DeadlockError, "accept(");
  assertEquals(accepted, [2, 2, 2, 2]);
  assertEquals(workers.map((worker) => worker.voluntary), [3, 3, 3, 3]);
});

interface Herd {
  /** What each thread registers the listener with; `null`: all share one instance. */
  readonly own: number | null;
  readonly shared?: number;
  readonly together?: number;
}

/** Four threads in epoll_wait and eight connections; what each accepted, and how often it was switched out. */
async function herd({ own, shared = EPOLLIN, together = 1 }: Herd) {
  const kernel = createThreadKernel();
  const hub = listener(kernel, O_NONBLOCK);
  const common = ok(kernel.epollCreate1());
  if (own === null) ok(kernel.epollCtl(common, EPOLL_CTL_ADD, hub, { events: shared, data: hub }));
  const accepted = [0, 0, 0, 0];
  connections(kernel, { times: 8, together });
  accepted.forEach((_, worker) =>
    kernel.spawn(`worker ${worker}`, function* () {
      const epfd = own === null ? common : ok(kernel.epollCreate1());
      if (own !== null) ok(kernel.epollCtl(epfd, EPOLL_CTL_ADD, hub, { events: own, data: hub }));
      for (;;) {
        ok(yield* kernel.epollWait(epfd, 4, -1));
        if (!isErrno(yield* kernel.accept4(hub, O_NONBLOCK))) accepted[worker]! += 1;
      }
    })
  );
  await assertRejects(() => kernel.run(), DeadlockError);
  return { accepted, voluntary: voluntary(kernel) };
}

// The figures are those of Linux 6.18, four threads on one processor.
Deno.test("a connection wakes every thread whose epoll instance watches the listener, and one of them gets it", async () => {
  const { accepted, voluntary } = await herd({ own: EPOLLIN });
  assertEquals(accepted.reduce((sum, count) => sum + count), 8);
  assertEquals(voluntary, [9, 9, 9, 9]);
});

Deno.test("with EPOLLEXCLUSIVE one thread wakes, and it is always the one that registered first", async () => {
  assertEquals(await herd({ own: EPOLLIN | EPOLLEXCLUSIVE }), { accepted: [8, 0, 0, 0], voluntary: [9, 1, 1, 1] });
});

Deno.test("with EPOLLEXCLUSIVE a second connection wakes the second thread, and the first may take both", async () => {
  const { accepted, voluntary } = await herd({ own: EPOLLIN | EPOLLEXCLUSIVE, together: 2 });
  assertEquals(accepted, [16, 0, 0, 0]);
  assertEquals(voluntary, [9, 9, 1, 1]);
});

Deno.test("of threads in one epoll instance an edge wakes the one that came last", async () => {
  assertEquals(await herd({ own: null, shared: EPOLLIN | EPOLLET }), {
    accepted: [0, 0, 0, 8],
    voluntary: [1, 1, 1, 9],
  });
});

Deno.test("a level-triggered entry, left in the ready list, can wake a second thread for nothing", async () => {
  const { accepted, voluntary } = await herd({ own: null });
  assertEquals(accepted.reduce((sum, count) => sum + count), 8);
  const switches = voluntary.reduce((sum, count) => sum + count);
  assert(switches > 4 + 8, `${switches} switches`);
});

Deno.test("of threads that read one pipe a write wakes one, which wakes the next if it leaves something", async () => {
  const kernel = createThreadKernel();
  const [reads, writes] = ok(kernel.pipe2(0));
  const taken: string[] = [];
  for (const name of ["first", "second", "third"]) {
    kernel.spawn(name, function* ({ stack }) {
      taken.push(`${name} ${yield* kernel.read(reads, stack.array(4))}`);
    });
  }
  kernel.at(1_000, () => kernel.write(writes, new Uint8Array(6)).next());
  await assertRejects(() => kernel.run(), DeadlockError, `"third" waits for descriptor "read(${reads})"`);
  assertEquals(taken, ["first 4", "second 2"]);
  assertEquals(voluntary(kernel), [1, 1, 1]);
});

Deno.test("of threads that read one socket, bytes wake all, and those who come too late sleep again", async () => {
  const kernel = createThreadKernel();
  const [one, other] = ok(kernel.socketpair(0));
  for (const name of ["first", "second", "third"]) {
    kernel.spawn(name, function* ({ stack }) {
      yield* kernel.read(one, stack.array(4));
    });
  }
  kernel.at(1_000, () => kernel.write(other, new Uint8Array(1)).next());
  await assertRejects(() => kernel.run(), DeadlockError);
  assertEquals(voluntary(kernel).toSorted(), [1, 2, 2]);
});

Deno.test("an echo on a socket wakes its thread twice: for the message, and for nothing when the answer is taken", async () => {
  const kernel = createThreadKernel();
  const [ours, peer] = ok(kernel.socketpair(0));
  kernel.fcntlSetfl(peer, O_NONBLOCK);
  const echo = ok(kernel.spawn("echo", function* ({ stack }) {
    const buffer = stack.array(4_096);
    for (;;) {
      const count = ok(yield* kernel.read(ours, buffer));
      if (count === 0) return;
      yield* kernel.write(ours, buffer.subarray(0, count));
    }
  }));
  for (let message = 1; message <= 100; message++) {
    kernel.at(message * 4e6, () => kernel.write(peer, new Uint8Array(5)).next());
    kernel.at(message * 4e6 + 2e6, () => kernel.read(peer, new Uint8Array(100)).next());
  }
  kernel.at(500e6, () => kernel.close(peer));
  await kernel.run();
  // Linux 6.18, one processor, the client in a thread of its own: 201.
  assertEquals(echo.voluntary, 201);
});

Deno.test("a blocking write sleeps until all is written", async () => {
  const kernel = createThreadKernel();
  const [reads, writes] = ok(kernel.pipe2(0));
  let wrote: unknown;
  kernel.spawn("writer", function* () {
    wrote = yield* kernel.write(writes, new Uint8Array(300_000));
    kernel.close(writes);
  });
  const read = ok(kernel.spawn("reader", function* ({ stack }) {
    const buffer = stack.array(10_000);
    let sum = 0;
    for (;;) {
      const count = ok(yield* kernel.read(reads, buffer));
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
  const hub = ok(kernel.socket(0));
  kernel.bind(hub, "hub");
  kernel.listen(hub, 0);
  const log: string[] = [];
  for (const name of ["first", "second"]) {
    kernel.spawn(name, function* () {
      log.push(`${name} ${yield* kernel.connect(ok(kernel.socket(0)), "hub")}`);
    });
  }
  kernel.spawn("server", function* () {
    yield* kernel.advance(1_000);
    log.push("accepts");
    ok(yield* kernel.accept4(hub, 0));
  });
  await kernel.run();
  assertEquals(log, ["first 0", "accepts", "second 0"]);
});

Deno.test("closing a descriptor does not wake the thread that sleeps on it, shutdown does", async () => {
  const kernel = createThreadKernel();
  const hub = listener(kernel, 0);
  const copy = ok(kernel.dup(hub));
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
  const [reads] = ok(kernel.pipe2(0));
  const seen: unknown[] = [];
  kernel.spawn("waiter", function* () {
    seen.push(yield* kernel.epollWait(ok(kernel.epollCreate1()), 4, 5));
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
  const [one, other] = ok(kernel.socketpair(0));
  const fill = ok(kernel.dup(one));
  kernel.fcntlSetfl(fill, O_NONBLOCK);
  kernel.write(fill, new Uint8Array(100_000)).next();
  const thread = ok(kernel.spawn("waiter", () => kernel.poll([{ fd: one, events: EPOLLIN }], 50)));
  kernel.at(1e6, () => kernel.read(other, new Uint8Array(100_000)).next());
  await kernel.run();
  assertEquals(thread.task.result, [0]);
  assertEquals(thread.voluntary, 1);
  assertEquals(kernel.poll([{ fd: one, events: EPOLLOUT }], 0).next().value, [EPOLLOUT]);
});

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
    threads.push(ok(kernel.spawn(`thread ${count}`, function* ({ stack }) {
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
  const [reads, writes] = ok(kernel.pipe2(0));
  const results: unknown[] = [];
  kernel.spawn("parent", function* () {
    const child = ok(kernel.spawn("child", ({ stack }) => kernel.read(reads, stack.array(1))));
    results.push(kernel.spawn("too many", () => {}));
    yield* kernel.write(writes, new Uint8Array(1));
    results.push(yield* child.join());
    results.push(isErrno(kernel.spawn("now", () => {})));
  });
  await kernel.run();
  assertEquals(results, ["EAGAIN", 1, false]);
});

Deno.test("a thread that is cancelled while it sleeps leaves the queue, and the next one is woken in its place", async () => {
  const kernel = createThreadKernel();
  const [reads, writes] = ok(kernel.pipe2(0));
  const [first, second] = ["first", "second"].map((name) =>
    ok(kernel.spawn(name, ({ stack }) => kernel.read(reads, stack.array(1))))
  );
  kernel.at(1_000, () => first!.cancel("its client has gone"));
  kernel.at(2_000, () => kernel.write(writes, new Uint8Array(1)).next());
  await kernel.run();
  assert(first!.task.error instanceof TaskCancelled);
  assertEquals(second!.task.result, 1);
  assertEquals(kernel.usage.now.threads, 0);
});

Deno.test("a timerfd wakes the thread that sleeps on it, and time jumps there", async () => {
  const kernel = createThreadKernel();
  const timer = ok(kernel.timerfdCreate(0));
  kernel.timerfdSettime(timer, { valueNs: 10e6, intervalNs: 10e6 });
  const times: number[] = [];
  kernel.spawn("ticker", function* ({ stack }) {
    const word = stack.array(8);
    for (let tick = 0; tick < 3; tick++) {
      ok(yield* kernel.read(timer, word));
      times.push(kernel.clockGettime() / 1e6);
    }
    kernel.timerfdSettime(timer, { valueNs: 0, intervalNs: 0 });
  });
  await kernel.run();
  assertEquals(times, [10, 20, 30]);
});

Deno.test("the trace says which thread made each call, and where it slept", async () => {
  const record = (event: UnstampedEvent) => recorder.record(event);
  const kernel: ModelThreadKernel = createThreadKernel({ record });
  const recorder = createRecorder({ clock: "virtual", nowNs: () => kernel.nowNs, maxEvents: 100 });
  const [reads, writes] = ok(kernel.pipe2(0));
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

Deno.test("one thread alone gets from every call what the kernel without threads gives", async () => {
  const step = fc.oneof(
    fc.record({ call: fc.constant("write" as const), end: fc.nat(5), bytes: fc.nat(9_000) }),
    fc.record({ call: fc.constant("read" as const), end: fc.nat(5), bytes: fc.nat(9_000) }),
    fc.record({ call: fc.constant("wait" as const), end: fc.nat(2), bytes: fc.nat(3) }),
    fc.record({ call: fc.constant("poll" as const), end: fc.nat(5), bytes: fc.nat(3) }),
    fc.record({ call: fc.constant("shutdown" as const), end: fc.nat(5), bytes: fc.nat(2) }),
    fc.record({ call: fc.constant("close" as const), end: fc.nat(5), bytes: fc.nat(0) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const [plain, threaded] = [createModelKernel(), createThreadKernel()];
      for (const kernel of [plain, threaded]) {
        const ends = [kernel.pipe2(O_NONBLOCK), kernel.socketpair(O_NONBLOCK)].flatMap(ok);
        const epfd = ok(kernel.epollCreate1());
        for (const fd of ends) kernel.epollCtl(epfd, EPOLL_CTL_ADD, fd, { events: EPOLLIN | EPOLLOUT, data: fd });
      }
      const results: [unknown[], unknown[]] = [[], []];
      for (const { call, end, bytes } of steps) {
        const fd = 3 + end;
        const entries = [{ fd, events: EPOLLIN }, { fd: 4, events: EPOLLOUT }];
        if (call === "write") results[0].push(plain.write(fd, new Uint8Array(bytes)));
        if (call === "read") results[0].push(plain.read(fd, new Uint8Array(bytes)));
        if (call === "wait") results[0].push(plain.epollWait(7, 1 + end, bytes));
        if (call === "poll") results[0].push(plain.poll(entries, bytes));
        if (call === "shutdown") results[0].push(plain.shutdown(fd, bytes));
        if (call === "close") results[0].push(plain.close(fd));
        results[0].push(plain.clockGettime());
      }
      threaded.spawn("alone", function* () {
        for (const { call, end, bytes } of steps) {
          const fd = 3 + end;
          const entries = [{ fd, events: EPOLLIN }, { fd: 4, events: EPOLLOUT }];
          if (call === "write") results[1].push(yield* threaded.write(fd, new Uint8Array(bytes)));
          if (call === "read") results[1].push(yield* threaded.read(fd, new Uint8Array(bytes)));
          if (call === "wait") results[1].push(yield* threaded.epollWait(7, 1 + end, bytes));
          if (call === "poll") results[1].push(yield* threaded.poll(entries, bytes));
          if (call === "shutdown") results[1].push(threaded.shutdown(fd, bytes));
          if (call === "close") results[1].push(threaded.close(fd));
          results[1].push(threaded.clockGettime());
        }
      });
      await threaded.run();
      assertEquals(results[1], results[0]);
    }),
    { numRuns: 300 },
  );
});

Deno.test("a thread stack takes no array beyond its end", () => {
  const kernel = createThreadKernel({ stackBytes: 16_384 });
  const thread = ok(kernel.spawn("idle", () => {}));
  assertThrows(() => thread.stack.array(10_000), RangeError, "SIGSEGV");
  assertEquals(thread.stack.residentBytes, 8_192);
});
