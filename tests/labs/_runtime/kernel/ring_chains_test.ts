import { must } from "../../../../labs/_runtime/kernel/mod.ts";
import { assertEquals } from "@std/assert";
import { bytes, LINK, nop, push, read, results, set, submit, timeout } from "./ring_shorthand.ts";

Deno.test("an operation under way keeps the file open when its descriptor is closed; a linked one has not looked yet", () => {
  const { kernel, ring } = set();
  const [readEnd, writeEnd] = must(kernel.pipe2(0));
  submit(ring, read(1, readEnd, 4, { flags: LINK }), read(2, readEnd, 4), read(3, readEnd, 4));
  kernel.close(readEnd);
  assertEquals(kernel.write(writeEnd, bytes("abcdefghijkl")), 12);
  assertEquals(results(ring), [[3, 4], [1, 4], [2, "EBADF"]]);
  assertEquals(kernel.write(writeEnd, bytes("a")), "EPIPE");
});

Deno.test("a linked operation begins when the one before it has succeeded", () => {
  const { kernel, ring } = set();
  const [readEnd, writeEnd] = must(kernel.pipe2(0));
  submit(ring, read(1, readEnd, 4, { flags: LINK }), read(2, readEnd, 4, { flags: LINK }), nop(3), nop(4));
  assertEquals(results(ring), [[4, 0]]);
  kernel.write(writeEnd, bytes("abcd"));
  assertEquals(results(ring), [[1, 4]]);
  kernel.write(writeEnd, bytes("ab"));
  assertEquals(results(ring), [[2, 2], [3, "ECANCELED"]]);
});

Deno.test("a chain fails with its head, and others go on", () => {
  const { ring } = set();
  submit(ring, read(1, 999, 4, { flags: LINK }), nop(2), nop(3));
  assertEquals(results(ring), [[1, "EBADF"], [3, 0], [2, "ECANCELED"]]);
});

Deno.test("links do not reach from one enter to the next", () => {
  const { ring } = set();
  push(ring, read(1, 999, 4, { flags: LINK }), nop(2));
  assertEquals(ring.enter(1, 0), 1);
  assertEquals(ring.enter(1, 0), 1);
  assertEquals(results(ring), [[1, "EBADF"], [2, 0]]);
});

Deno.test("an entry that makes no sense takes its chain with it; alone, it ends the taking", () => {
  const { ring } = set();
  const nonsense = (userData: number, flags = 0) => timeout(userData, -1, flags);
  submit(ring, nop(1, LINK), nonsense(2, LINK), nop(3), nop(4));
  assertEquals(results(ring), [[1, "ECANCELED"], [4, 0], [2, "EINVAL"], [3, "ECANCELED"]]);
  submit(ring, nonsense(1, LINK), nop(2));
  assertEquals(results(ring), [[1, "EINVAL"], [2, "ECANCELED"]]);
  push(ring, nonsense(1), nop(2));
  assertEquals(ring.enter(2, 0), 1);
  assertEquals(results(ring), [[1, "EINVAL"]]);
  assertEquals(ring.enter(2, 0), 1);
  assertEquals(results(ring), [[2, 0]]);
});
