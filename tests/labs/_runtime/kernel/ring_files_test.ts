import { must } from "../../../../labs/_runtime/kernel/mod.ts";
import { assertEquals } from "@std/assert";
import { bytes, cancel, LINK, nop, read, results, set, submit, text, write } from "./ring_shorthand.ts";

Deno.test("reads of a file take the device's time, as many at once as it has lanes", () => {
  const { kernel, ring } = set({}, { device: { lanes: 2, latencyNs: () => 1_000 } });
  const file = must(kernel.memfdCreate());
  kernel.pwrite(file, bytes("0123456789"), 0);
  submit(ring, read(1, file, 4), read(2, file, 4, { offset: 4 }), read(3, file, 4, { offset: 8 }));
  assertEquals(results(ring), []);
  ring.enter(0, 2);
  assertEquals(kernel.clockGettime(), 1_000);
  assertEquals(results(ring), [[1, 4], [2, 4]]);
  ring.enter(0, 1);
  assertEquals(kernel.clockGettime(), 2_000);
  assertEquals(results(ring), [[3, 2]]);
});

Deno.test("a file operation is cancelled while it queues, and not when a lane has begun with it", () => {
  const { kernel, ring } = set({}, { device: { lanes: 1 } });
  const file = must(kernel.memfdCreate());
  submit(ring, write(1, file, bytes("abcd")), write(2, file, bytes("efgh"), { offset: 4 }));
  submit(ring, cancel(3, 1), cancel(4, 2));
  assertEquals(results(ring), [[3, "EALREADY"], [4, 0], [2, "ECANCELED"]]);
  ring.enter(0, 1);
  assertEquals(results(ring), [[1, 4]]);
  assertEquals(kernel.pread(file, new Uint8Array(9), 0), 4);
});

Deno.test("a buffer is the kernel's until the completion: what is written is what is in it then", () => {
  const { kernel, ring } = set();
  const file = must(kernel.memfdCreate());
  const buffer = bytes("first");
  submit(ring, write(1, file, buffer));
  buffer.set(bytes("later"));
  ring.enter(0, 1);
  const found = new Uint8Array(5);
  kernel.pread(file, found, 0);
  assertEquals(text(found), "later");
});

Deno.test("a device may move fewer bytes than it was asked, which breaks a chain, or fail", () => {
  const moves = ({ number, bytes }: { number: number; bytes: number }) => number === 1 ? "EIO" : bytes - 1;
  const { kernel, ring } = set({}, { device: { moves } });
  const file = must(kernel.memfdCreate());
  kernel.pwrite(file, bytes("0123456789"), 0);
  submit(ring, read(1, file, 4, { flags: LINK }), nop(2), read(3, file, 4));
  ring.enter(0, 3);
  assertEquals(results(ring), [[1, 3], [3, "EIO"], [2, "ECANCELED"]]);
});

Deno.test("offset -1 reads at the file's position and moves it; other negative ones are refused", () => {
  const { kernel, ring } = set();
  const file = must(kernel.memfdCreate());
  kernel.write(file, bytes("0123456789"));
  submit(ring, read(1, file, 4, { offset: -5 }), write(2, file, bytes("ab"), { offset: -1 }));
  ring.enter(0, 2);
  assertEquals(results(ring), [[1, "EINVAL"], [2, 2]]);
  assertEquals(kernel.pread(file, new Uint8Array(99), 0), 12);
});
