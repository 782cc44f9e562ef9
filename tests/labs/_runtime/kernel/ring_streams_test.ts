import { assertEquals } from "@std/assert";
import { must, O_NONBLOCK } from "../../../../labs/_runtime/kernel/mod.ts";
import { bytes, read, results, set, submit, text, write } from "./ring_shorthand.ts";

Deno.test("a read of an empty pipe completes on the way out of the write that fills it", () => {
  const { kernel, ring } = set();
  const [readEnd, writeEnd] = must(kernel.pipe2(0));
  const buffer = new Uint8Array(4);
  submit(ring, read(1, readEnd, buffer));
  assertEquals(results(ring), []);
  kernel.write(writeEnd, bytes("order 17"));
  assertEquals(results(ring), [[1, 4]]);
  assertEquals(text(buffer), "orde");
});

Deno.test("a read of a socket sees all of a long write, not its first segment", () => {
  const { kernel, ring } = set();
  const [ours, theirs] = must(kernel.socketpair(0));
  submit(ring, read(1, ours, 200_000));
  kernel.write(theirs, new Uint8Array(150_000));
  assertEquals(results(ring), [[1, 150_000]]);
});

Deno.test("a non-blocking descriptor makes no difference: the read waits in the ring", () => {
  const { kernel, ring } = set();
  const [readEnd, writeEnd] = must(kernel.pipe2(O_NONBLOCK));
  submit(ring, read(1, readEnd, 4));
  assertEquals(results(ring), []);
  kernel.write(writeEnd, bytes("a"));
  assertEquals(results(ring), [[1, 1]]);
});

Deno.test("of two reads of one stream the younger gets the first bytes", () => {
  const { kernel, ring } = set();
  const [readEnd, writeEnd] = must(kernel.pipe2(0));
  const [first, second] = [new Uint8Array(4), new Uint8Array(4)];
  submit(ring, read(1, readEnd, first), read(2, readEnd, second));
  kernel.write(writeEnd, bytes("abcdefgh"));
  assertEquals(results(ring), [[2, 4], [1, 4]]);
  assertEquals([text(first), text(second)], ["efgh", "abcd"]);
});

Deno.test("a read that was woken and came too late waits for the next write", () => {
  const { kernel, ring } = set();
  const [readEnd, writeEnd] = must(kernel.pipe2(0));
  submit(ring, read(3, readEnd, 8), read(4, readEnd, 8));
  kernel.write(writeEnd, bytes("abcde"));
  assertEquals(results(ring), [[4, 5]]);
  kernel.write(writeEnd, bytes("xyz"));
  assertEquals(results(ring), [[3, 3]]);
  submit(ring, read(5, readEnd, 8), read(6, readEnd, 8));
  kernel.close(writeEnd);
  assertEquals(results(ring), [[6, 0], [5, 0]]);
});

Deno.test("a write to a full socket waits, and is short when there is room for less", () => {
  const { kernel, ring } = set();
  const [ours, theirs] = must(kernel.socketpair(0));
  const message = new Uint8Array(262_144);
  submit(ring, write(1, ours, message));
  assertEquals(results(ring), [[1, 219_264]]);
  submit(ring, write(2, ours, message));
  assertEquals(results(ring), []);
  kernel.read(theirs, new Uint8Array(250_000));
  assertEquals(results(ring), [[2, 219_264]]);
});

Deno.test("an eventfd wakes its reads one value at a time", () => {
  const { kernel, ring } = set();
  const counter = must(kernel.eventfd(0, 0));
  submit(ring, read(1, counter, 8), read(2, counter, 8), read(3, counter, 4));
  assertEquals(results(ring), [[3, "EINVAL"]]);
  kernel.write(counter, Uint8Array.of(5, 0, 0, 0, 0, 0, 0, 0));
  assertEquals(results(ring), [[2, 8]]);
});
