import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  createThreadKernel,
  EPOLL_CTL_ADD,
  EPOLLET,
  EPOLLEXCLUSIVE,
  EPOLLIN,
  isErrno,
  must,
  O_NONBLOCK,
} from "../../../../labs/_runtime/kernel/mod.ts";
import { DeadlockError, TaskCancelled } from "../../../../labs/_runtime/scheduler/mod.ts";
import { connections, listener, voluntary } from "./threads_and_clients.ts";

Deno.test("threads in accept are served in the order in which they came, one for each connection", async () => {
  const kernel = createThreadKernel();
  const hub = listener(kernel, 0);
  const accepted = [0, 0, 0, 0];
  connections(kernel, { times: 8, together: 1 });
  const workers = accepted.map((_, worker) =>
    must(kernel.spawn(`worker ${worker}`, function* () {
      for (;;) {
        must(yield* kernel.accept4(hub, 0));
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
  const common = must(kernel.epollCreate1());
  if (own === null) must(kernel.epollCtl(common, EPOLL_CTL_ADD, hub, { events: shared, data: hub }));
  const accepted = [0, 0, 0, 0];
  connections(kernel, { times: 8, together });
  accepted.forEach((_, worker) =>
    kernel.spawn(`worker ${worker}`, function* () {
      const epfd = own === null ? common : must(kernel.epollCreate1());
      if (own !== null) must(kernel.epollCtl(epfd, EPOLL_CTL_ADD, hub, { events: own, data: hub }));
      for (;;) {
        must(yield* kernel.epollWait(epfd, 4, -1));
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
  const [reads, writes] = must(kernel.pipe2(0));
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
  const [one, other] = must(kernel.socketpair(0));
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
  const [ours, peer] = must(kernel.socketpair(0));
  kernel.fcntlSetfl(peer, O_NONBLOCK);
  const echo = must(kernel.spawn("echo", function* ({ stack }) {
    const buffer = stack.array(4_096);
    for (;;) {
      const count = must(yield* kernel.read(ours, buffer));
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

Deno.test("a thread that is cancelled while it sleeps leaves the queue, and the next one is woken in its place", async () => {
  const kernel = createThreadKernel();
  const [reads, writes] = must(kernel.pipe2(0));
  const [first, second] = ["first", "second"].map((name) =>
    must(kernel.spawn(name, ({ stack }) => kernel.read(reads, stack.array(1))))
  );
  kernel.at(1_000, () => first!.cancel("its client has gone"));
  kernel.at(2_000, () => kernel.write(writes, new Uint8Array(1)).next());
  await kernel.run();
  assert(first!.task.error instanceof TaskCancelled);
  assertEquals(second!.task.result, 1);
  assertEquals(kernel.usage.now.threads, 0);
});
