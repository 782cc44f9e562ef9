import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { type LinuxEntry, openLinux } from "../../../../labs/_runtime/kernel/linux_entry.ts";
import { LinuxKernel } from "../../../../labs/_runtime/kernel/linux_kernel.ts";
import type { LinuxRing } from "../../../../labs/_runtime/kernel/linux_ring.ts";
import {
  type Completion,
  IORING_ACCEPT_MULTISHOT,
  IORING_CQE_F_MORE,
  IORING_OP_ACCEPT,
  IORING_OP_NOP,
  IORING_OP_READ,
  IORING_OP_TIMEOUT,
  type Pair,
  type Submission,
} from "../../../../labs/_runtime/kernel/mod.ts";
import { linuxTest } from "./linux_test.ts";

/** A claim about Linux's ring; where there is none, it says why. */
function ringTest(claim: string, check: (kernel: LinuxKernel, ring: LinuxRing) => void): void {
  linuxTest(claim, () => {
    using kernel = new LinuxKernel(openLinux());
    if (kernel.whyNoRing !== null) return console.log(`Left out: ${kernel.whyNoRing}`);
    check(kernel, kernel.ioUringSetup({ entries: 8 }) as LinuxRing);
  });
}

function push(ring: LinuxRing, ...entries: readonly Submission[]): void {
  for (const entry of entries) {
    ring.submission.fill(ring.submission.tail & ring.submission.mask, entry);
    ring.submission.tail += 1;
  }
}

function taken(ring: LinuxRing): Completion[] {
  const completions: Completion[] = [];
  for (; ring.completion.head !== ring.completion.tail; ring.completion.head += 1) {
    completions.push(ring.completion.at(ring.completion.head & ring.completion.mask));
  }
  return completions;
}

ringTest(
  "a small buffer stays where Linux was told it is, however much garbage is collected meanwhile",
  (kernel, ring) => {
    const [reads, writes] = kernel.pipe2(0) as Pair;
    // Up to 64 bytes V8 keeps in its own heap, where things move.
    const buffers = Array.from({ length: 8 }, () => new Uint8Array(4));
    push(
      ring,
      ...buffers.map((buffer, userData): Submission => ({
        opcode: IORING_OP_READ,
        userData,
        fd: reads,
        buffer,
        offset: 0,
      })),
    );
    ring.enter(8, 0);
    let garbage: unknown[] = [];
    for (let count = 0; count < 200_000; count++) garbage.push([count]);
    garbage = [];
    for (let count = 0; count < 8; count++) kernel.write(writes, Uint8Array.of(1, 2, 3, 4));
    assertEquals(taken(ring).map(({ res }) => res), [4, 4, 4, 4, 4, 4, 4, 4]);
    assertEquals(buffers.map((buffer) => buffer.join("")), Array(8).fill("1234"));
    assertEquals(garbage, []);
  },
);

ringTest("descriptors that a ring has accepted are the kernel's like any other", (kernel, ring) => {
  const listener = kernel.socket(0) as number;
  kernel.bind(listener, "orders");
  kernel.listen(listener, 8);
  push(ring, { opcode: IORING_OP_ACCEPT, userData: 5, fd: listener, how: IORING_ACCEPT_MULTISHOT });
  ring.enter(1, 0);
  const clients = [1, 2].map(() => kernel.socket(0) as number);
  for (const client of clients) assertEquals(kernel.connect(client, "orders"), 0);
  const accepted = taken(ring);
  assertEquals(accepted.map(({ userData, flags }) => [userData, flags]), [[5, IORING_CQE_F_MORE], [
    5,
    IORING_CQE_F_MORE,
  ]]);
  for (const { res } of accepted) assertEquals(kernel.write(res as number, Uint8Array.of(7)), 1);
  for (const client of clients) assertEquals(kernel.read(client, new Uint8Array(9)), 1);
  for (const { res } of accepted) assertEquals(kernel.close(res as number), 0);
});

ringTest("a descriptor that the kernel has not handed out is not open for a ring either", (_, ring) => {
  push(ring, { opcode: IORING_OP_READ, userData: 1, fd: 0, buffer: new Uint8Array(1), offset: 0 });
  ring.enter(1, 1);
  assertEquals(taken(ring).map(({ res }) => res), ["EBADF"]);
});

ringTest("enter waits for completions of real time", (kernel, ring) => {
  const beforeNs = kernel.clockGettime();
  push(ring, { opcode: IORING_OP_TIMEOUT, userData: 1, timeoutNs: 3_000_000 });
  ring.enter(1, 1);
  assertEquals(taken(ring).map(({ res }) => res), ["ETIME"]);
  assert(kernel.clockGettime() - beforeNs >= 3_000_000);
});

ringTest("a ring that is closed can still be looked at, and makes nothing fall", (kernel, ring) => {
  push(ring, { opcode: IORING_OP_NOP, userData: 9 });
  ring.enter(1, 1);
  kernel.closeAll();
  assertEquals([ring.submission.head, ring.completion.tail], [1, 1]);
  assertEquals(ring.completion.at(0), { userData: 9, res: 0, flags: 0 });
  assertEquals(ring.enter(1, 0), "EBADF");
});

ringTest("words and slots that are none are refused before Linux sees them", (_, ring) => {
  assertThrows(() => ring.submission.fill(8, { opcode: IORING_OP_NOP, userData: 1 }), RangeError, "count & mask");
  assertThrows(() => ring.submission.fill(0, { opcode: IORING_OP_NOP, userData: -1 }), RangeError, "whole number");
});

for (
  const [number, words] of [[38, "older than 5.1"], [1, "kernel.io_uring_disabled"], [22, "5.19"], [
    99,
    "error 99",
  ]] as const
) {
  linuxTest(`where Linux refuses a ring with ${number}, one sentence says why`, () => {
    const entry = openLinux();
    const refusing: LinuxEntry = { ...entry, calls: { ...entry.calls, io_uring_setup: () => -number } };
    using kernel = new LinuxKernel(refusing);
    assertStringIncludes(kernel.whyNoRing ?? "", words);
    assertThrows(() => kernel.ioUringSetup({ entries: 1 }), Deno.errors.NotSupported, words);
  });
}
