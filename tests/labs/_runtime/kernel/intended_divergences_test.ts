import { assertEquals, assertNotEquals } from "@std/assert";
import { openLinuxKernel } from "../../../../labs/_runtime/kernel/linux_kernel.ts";
import { INTENDED, INTENDED_OF_RINGS, modelAnswer } from "./intended_divergences.ts";
import { linuxTest } from "./linux_test.ts";

for (const divergence of [...INTENDED, ...INTENDED_OF_RINGS]) {
  const { what, why, model, linux, ask } = divergence;
  Deno.test(`on purpose, in the model: ${what}`, () => assertEquals(modelAnswer(divergence), model, why));
  linuxTest(`and not so in Linux: ${what}`, () => {
    using kernel = openLinuxKernel();
    if (INTENDED_OF_RINGS.includes(divergence) && kernel.whyNoRing !== null) {
      return console.log(`Left out: ${kernel.whyNoRing}`);
    }
    assertEquals(ask(kernel), linux, why);
    assertNotEquals(linux, model);
  });
}
