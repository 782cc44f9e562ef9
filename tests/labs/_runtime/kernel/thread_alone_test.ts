import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  createModelKernel,
  createThreadKernel,
  EPOLL_CTL_ADD,
  EPOLLIN,
  EPOLLOUT,
  isErrno,
  must,
  O_NONBLOCK,
} from "../../../../labs/_runtime/kernel/mod.ts";

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
        const ends = [kernel.pipe2(O_NONBLOCK), kernel.socketpair(O_NONBLOCK)].flatMap((pair) => must(pair));
        const epfd = must(kernel.epollCreate1());
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

Deno.test("when no number is left for a new descriptor, accept says that before anything else, with threads as without", async () => {
  const [plain, threaded] = [createModelKernel({ maxDescriptors: 8 }), createThreadKernel({ maxDescriptors: 8 })];
  for (const kernel of [plain, threaded]) while (!isErrno(kernel.eventfd(0, 0)));
  assertEquals([plain.accept4(3, 0), plain.accept4(999, 0)], ["EMFILE", "EBADF"]);
  const seen: unknown[] = [];
  threaded.spawn("alone", function* () {
    seen.push(yield* threaded.accept4(3, 0), yield* threaded.accept4(999, 0));
  });
  await threaded.run();
  assertEquals(seen, ["EMFILE", "EBADF"]);
});
