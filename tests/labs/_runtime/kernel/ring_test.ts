import { assertEquals, assertThrows } from "@std/assert";
import {
  EPOLL_CTL_ADD,
  EPOLLIN,
  IORING_SQ_CQ_OVERFLOW,
  isErrno,
  must,
  WaitsForEver,
} from "../../../../labs/_runtime/kernel/mod.ts";
import { bytes, nop, push, read, results, set, submit, taken, timeout } from "./ring_shorthand.ts";

Deno.test("io_uring_setup rounds entries up to a power of two, and has twice as many completion entries", () => {
  const { kernel } = set();
  const sizes = ([entries, completionEntries]: readonly [number, number?]) => {
    const ring = kernel.ioUringSetup({ entries, ...(completionEntries === undefined ? {} : { completionEntries }) });
    return isErrno(ring) ? ring : [ring.submission.entries, ring.completion.entries, ring.completion.mask];
  };
  assertEquals(sizes([1]), [1, 2, 1]);
  assertEquals(sizes([3]), [4, 8, 7]);
  assertEquals(sizes([4, 9]), [4, 16, 15]);
  assertEquals(sizes([5, 3]), "EINVAL");
  assertEquals(sizes([0]), "EINVAL");
  assertEquals(sizes([40_000]), "EINVAL");
});

Deno.test("entries begin only when they are entered, and their slots are free as soon as enter returns", () => {
  const { ring } = set({ entries: 2 });
  push(ring, nop(1), nop(2));
  assertEquals(results(ring), []);
  assertEquals((ring.submission.tail - ring.submission.head) >>> 0, 2);
  assertEquals(ring.enter(1, 0), 1);
  assertEquals(results(ring), [[1, 0]]);
  assertEquals(ring.enter(9, 0), 1);
  assertEquals((ring.submission.tail - ring.submission.head) >>> 0, 0);
});

Deno.test("heads and tails pass 2^32 in the middle of the ring", () => {
  const { ring } = set({ entries: 4, firstIndex: 2 ** 32 - 2 });
  for (let round = 0; round < 3; round++) submit(ring, nop(3 * round), nop(3 * round + 1), nop(3 * round + 2));
  assertEquals(ring.submission.tail, 7);
  assertEquals(results(ring).map(([word]) => word), [0, 1, 2, 3, 4, 5, 6, 7]);
  assertEquals(ring.submission.flags, IORING_SQ_CQ_OVERFLOW);
});

Deno.test("a tail too far ahead counts as a full ring, and a slot that was never filled is a no-op", () => {
  const { ring } = set({ entries: 2 });
  ring.submission.tail += 100;
  assertEquals(ring.enter(100, 0), 2);
  assertEquals(results(ring), [[0, 0], [0, 0]]);
});

Deno.test("completions without room wait beside the ring, in order, until enter brings them in", () => {
  const { ring } = set({ entries: 4, completionEntries: 4 });
  submit(ring, nop(0), nop(1), nop(2), nop(3));
  submit(ring, nop(4), nop(5));
  assertEquals(ring.submission.flags, IORING_SQ_CQ_OVERFLOW);
  assertEquals(taken(ring, 3).length, 3);
  // There is room again, and yet the next one must not overtake those that wait.
  submit(ring, nop(6));
  assertEquals(results(ring).map(([word]) => word), [3, 4, 5, 6]);
  assertEquals(ring.submission.flags, 0);
  assertEquals(ring.completion.overflow, 0);
});

Deno.test("enter waits for completions, of which those in the ring count, and for no more than the ring has slots", () => {
  const { kernel, ring } = set({ entries: 2, completionEntries: 2 });
  submit(ring, nop(1), timeout(2, 5_000));
  assertEquals(ring.enter(0, 1), 0);
  assertEquals(kernel.clockGettime(), 0);
  assertEquals(ring.enter(0, 99), 0);
  assertEquals(kernel.clockGettime(), 5_000);
  assertEquals(results(ring), [[1, 0], [2, "ETIME"]]);
});

Deno.test("enter that took fewer entries than it was told to does not wait", () => {
  const { ring } = set();
  push(ring, nop(1));
  assertEquals(ring.enter(2, 5), 1);
});

Deno.test("enter with nothing under way waits for ever, and says so", () => {
  const { ring } = set();
  assertThrows(() => ring.enter(0, 1), WaitsForEver, "io_uring_enter waits for ever");
});

Deno.test("a ring is a descriptor: epoll watches it, and closing it cancels what is under way without a word", () => {
  const { kernel, ring } = set();
  const [readEnd, writeEnd] = must(kernel.pipe2(0));
  const epfd = must(kernel.epollCreate1());
  kernel.epollCtl(epfd, EPOLL_CTL_ADD, ring.fd, { events: EPOLLIN, data: 7 });
  submit(ring, read(1, readEnd, 4));
  kernel.at(3_000, () => kernel.write(writeEnd, bytes("abcd")));
  assertEquals(kernel.epollWait(epfd, 8, -1), [{ events: EPOLLIN, data: 7 }]);
  assertEquals(kernel.clockGettime(), 3_000);
  assertEquals(results(ring), [[1, 4]]);
  submit(ring, read(2, readEnd, 4));
  kernel.close(readEnd);
  kernel.close(ring.fd);
  assertEquals(kernel.write(writeEnd, bytes("a")), "EPIPE");
});

Deno.test("a slot that does not exist and a word that is no whole number are refused, with the remedy", () => {
  const { ring } = set();
  assertThrows(() => ring.submission.fill(8, nop(1)), RangeError, "count & mask");
  assertThrows(() => ring.completion.at(-1), RangeError, "count & mask");
  assertThrows(() => ring.submission.fill(0, nop(0.5)), RangeError, "whole number");
});
