/** The labs of completion run on the model; their solutions run here on Linux too, unchanged. */
import { assertEquals } from "@std/assert";
import { copy } from "../../../../labs/copy-at-depth/solution.ts";
import { copy as copyInPairs } from "../../../../labs/copy-at-depth/right/linked-pairs.ts";
import { Proactor } from "../../../../labs/proactor-on-reactor/solution.ts";
import { push, take, takeAll } from "../../../../labs/ring-indices/solution.ts";
import { type LinuxKernel, openLinuxKernel } from "../../../../labs/_runtime/kernel/linux_kernel.ts";
import {
  type Errno,
  IORING_OP_NOP,
  IORING_OP_READ,
  must,
  O_NONBLOCK,
  type Ring,
} from "../../../../labs/_runtime/kernel/mod.ts";
import { linuxTest } from "./linux_test.ts";

/** A test that needs a ring; where there is none it says why. */
function ringTest(name: string, body: (kernel: LinuxKernel) => void): void {
  linuxTest(name, () => {
    using kernel = openLinuxKernel();
    if (kernel.whyNoRing === null) body(kernel);
    else console.log(`Left out: ${kernel.whyNoRing}`);
  });
}

const original = Uint8Array.from({ length: 700_001 }, (_, index) => 1 + (index * 31 + (index >> 8)) % 255);

/** Copies `original` with a lab's answer; returns what it says, and the copy. */
function copied(kernel: LinuxKernel, answer: typeof copy, cancelledAfter = Infinity) {
  const ring: Ring = must(kernel.ioUringSetup({ entries: 16, completionEntries: 64 }));
  const [from, to] = [must(kernel.memfdCreate()), must(kernel.memfdCreate())];
  must(kernel.pwrite(from, original, 0));
  let asked = 0;
  const cancelled = () => ++asked > cancelledAfter;
  const options = { from, to, bytes: original.length, blockBytes: 4_096, depth: 8, cancelled };
  const outcome: string = answer(ring, options);
  const found = new Uint8Array(original.length + 1);
  const count = must(kernel.pread(to, found, 0));
  return { outcome, found: found.subarray(0, count), ring };
}

ringTest("copy-at-depth copies a file through Linux's ring", (kernel) => {
  const { outcome, found } = copied(kernel, copy);
  assertEquals([outcome, found.length], ["copied", original.length]);
  assertEquals(found.findIndex((byte, index) => byte !== original[index]), -1);
});

ringTest("copy-at-depth with linked operations does too", (kernel) => {
  const { outcome, found } = copied(kernel, copyInPairs);
  assertEquals([outcome, found.length], ["copied", original.length]);
  assertEquals(found.findIndex((byte, index) => byte !== original[index]), -1);
});

ringTest("a copy that is cancelled on Linux leaves nothing under way: the ring has nothing more to say", (kernel) => {
  const { outcome, ring } = copied(kernel, copy, 5);
  assertEquals(outcome, "cancelled");
  // What is left in the queue are the cancellations' own results, at most.
  takeAll(ring, ({ res }) => assertEquals(["ENOENT", "EALREADY", 0].includes(res), true));
});

ringTest("ring-indices pushes until Linux's queue is full, and takes what found no room", (kernel) => {
  const ring: Ring = must(kernel.ioUringSetup({ entries: 4, completionEntries: 4 }));
  let word = 0;
  for (let round = 0; round < 4; round++) {
    while (push(ring.submission, { opcode: IORING_OP_NOP, userData: word + 1 })) word += 1;
    assertEquals((ring.submission.tail - ring.submission.head) >>> 0, 4);
    assertEquals(ring.enter(4, 0), 4);
  }
  assertEquals(take(ring.completion)?.userData, 1);
  const words: number[] = [];
  takeAll(ring, ({ userData }) => words.push(userData));
  assertEquals(words, Array.from({ length: 15 }, (_, index) => index + 2));
  assertEquals(take(ring.completion), undefined);
});

ringTest("of two reads of one stream the younger gets the first bytes, on Linux as in the model", (kernel) => {
  const ring: Ring = must(kernel.ioUringSetup({ entries: 4 }));
  const [readEnd, writeEnd] = must(kernel.pipe2(0));
  const buffers = [new Uint8Array(4), new Uint8Array(4)];
  buffers.forEach((buffer, userData) =>
    push(ring.submission, { opcode: IORING_OP_READ, fd: readEnd, buffer, offset: 0, userData })
  );
  ring.enter(2, 0);
  kernel.write(writeEnd, new TextEncoder().encode("abcdefgh"));
  ring.enter(0, 2);
  takeAll(ring, () => {});
  assertEquals(buffers.map((buffer) => new TextDecoder().decode(buffer)), ["efgh", "abcd"]);
});

linuxTest("proactor-on-reactor completes reads and long writes on Linux's epoll", () => {
  using kernel = openLinuxKernel();
  const proactor = new Proactor(kernel);
  const [ours, theirs] = must(kernel.socketpair(O_NONBLOCK));
  const received = new Uint8Array(original.length);
  let length = 0;
  const results: (readonly [string, number | Errno])[] = [];
  const buffer = new Uint8Array(65_536);
  /** Reads to the end, a read after the other. */
  const readOn = () =>
    proactor.read(theirs, buffer, (count) => {
      if (typeof count !== "number" || count === 0) return void results.push(["read", count]);
      received.set(buffer.subarray(0, count), length);
      length += count;
      readOn();
    });
  readOn();
  proactor.write(ours, original, (count) => {
    results.push(["write", count]);
    kernel.close(ours);
  });
  proactor.run();
  assertEquals(results, [["write", original.length], ["read", 0]]);
  assertEquals(received.findIndex((byte, index) => byte !== original[index]), -1);
});
