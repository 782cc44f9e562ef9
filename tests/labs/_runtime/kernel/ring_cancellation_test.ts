import { must } from "../../../../labs/_runtime/kernel/mod.ts";
import { assertEquals } from "@std/assert";
import { bytes, cancel, LINK, nop, read, results, set, submit, timeout, write } from "./ring_shorthand.ts";

Deno.test("cancelling completes first, then what was cancelled, then what was linked behind it", () => {
  const { kernel, ring } = set();
  const [readEnd] = must(kernel.pipe2(0));
  submit(ring, read(1, readEnd, 4, { flags: LINK }), nop(2));
  submit(ring, cancel(9, 2));
  assertEquals(results(ring), [[9, "ENOENT"]]);
  submit(ring, cancel(9, 1), nop(3));
  assertEquals(results(ring), [[9, 0], [3, 0], [1, "ECANCELED"], [2, "ECANCELED"]]);
});

Deno.test("a cancelled read takes no bytes, and lets go of its file", () => {
  const { kernel, ring } = set();
  const [readEnd, writeEnd] = must(kernel.pipe2(0));
  submit(ring, read(1, readEnd, 4));
  submit(ring, cancel(2, 1));
  kernel.write(writeEnd, bytes("abcd"));
  assertEquals(results(ring), [[2, 0], [1, "ECANCELED"]]);
  assertEquals(kernel.read(readEnd, new Uint8Array(8)), 4);
  kernel.close(readEnd);
  assertEquals(kernel.write(writeEnd, bytes("a")), "EPIPE");
});

Deno.test("a read that was woken and is cancelled before it goes on takes no bytes either", () => {
  const { kernel, ring } = set();
  const [readEnd, writeEnd] = must(kernel.pipe2(0));
  submit(ring, read(1, readEnd, 4));
  submit(ring, write(2, writeEnd, bytes("abcd")), cancel(3, 1));
  assertEquals(results(ring), [[2, 4], [3, 0], [1, "ECANCELED"]]);
  assertEquals(kernel.read(readEnd, new Uint8Array(8)), 4);
});

Deno.test("timeouts expire with ETIME, which is no success, and can be cancelled", () => {
  const { kernel, ring } = set();
  submit(ring, timeout(1, 1_000, LINK), nop(2), timeout(3, 10_000_000));
  assertEquals(ring.enter(0, 2), 0);
  assertEquals(kernel.clockGettime(), 1_000);
  submit(ring, cancel(4, 3));
  assertEquals(results(ring), [[1, "ETIME"], [2, "ECANCELED"], [4, 0], [3, "ECANCELED"]]);
});
