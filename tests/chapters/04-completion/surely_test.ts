import { assertEquals, assertThrows } from "@std/assert";
import { surely } from "../../../chapters/04-completion/surely.ts";
import { createModelKernel } from "../../../labs/_runtime/kernel/mod.ts";

Deno.test("a sure kernel makes rings, and throws the name of an error with the call's", () => {
  const kernel = surely(createModelKernel());
  assertEquals(kernel.ioUringSetup({ entries: 5 }).submission.entries, 8);
  assertThrows(() => kernel.ioUringSetup({ entries: 0 }), Error, "ioUringSetup failed with EINVAL");
});
