import { assertEquals, assertThrows } from "@std/assert";
import { surely } from "../../../chapters/_listings/surely.ts";
import { createModelKernel } from "../../../labs/_runtime/kernel/mod.ts";

Deno.test("a sure kernel returns values, and throws an error's name with the call's", () => {
  const kernel = surely(createModelKernel());
  const [ours, theirs] = kernel.socketpair(0);
  assertEquals(kernel.write(theirs, new Uint8Array(3)), 3);
  assertEquals(kernel.read(ours, new Uint8Array(8)), 3);
  assertThrows(() => kernel.close(99), Error, "close failed with EBADF");
});

Deno.test("a sure kernel makes rings, and throws the name of an error with the call's", () => {
  const kernel = surely(createModelKernel());
  assertEquals(kernel.ioUringSetup({ entries: 5 }).submission.entries, 8);
  assertThrows(() => kernel.ioUringSetup({ entries: 0 }), Error, "ioUringSetup failed with EINVAL");
});

Deno.test("a sure kernel can still be looked into", () => {
  const model = createModelKernel();
  const kernel = surely(model);
  const epfd = kernel.epollCreate1();
  kernel.poll([{ fd: epfd, events: 1 }], 0);
  assertEquals([kernel.asked, kernel.readyList(epfd)], [model.asked, []]);
});
