import { assertEquals, assertThrows } from "@std/assert";
import { createModelKernel, must } from "../../../../labs/_runtime/kernel/mod.ts";

Deno.test("a call that has no reason to fail gives its value, and throws what its error is and means if it fails after all", () => {
  const kernel = createModelKernel();
  const counter = must(kernel.eventfd(7, 0));
  const word = new Uint8Array(8);
  assertEquals(must(kernel.read(counter, word)), 8);
  must(kernel.close(counter));
  assertThrows(() => must(kernel.read(counter, word)), Error, "EBADF: the descriptor is not open");
});
