import { assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { draw as drawCopy } from "../../../chapters/08-stackful/figures/copied_stack.tsx";
import { ContiguousStack, fetchedInALoop, SegmentedStack } from "../../../chapters/08-stackful/growing_stacks.ts";
import { grownRun } from "../../../chapters/08-stackful/grow.ts";
import { quotesMachine } from "../../../chapters/08-stackful/two_quotes.ts";
import { runVans } from "../../../chapters/08-stackful/vans.ts";
import { CALLEE_SAVED } from "../../../labs/_runtime/machine/mod.ts";

Deno.test("two quotes on the model come to the prices that the table gives", () => {
  const machine = quotesMachine();
  assertEquals(machine.run({ maxSteps: 10_000 }).kind, "returned");
  assertEquals(machine.printed.filter((cents) => cents > 1_000), [1_210, 1_640]);
});

Deno.test("a switch that keeps what calls keep gives each van its own count, and one register less mixes them", () => {
  assertEquals(runVans().printed, [1, 101, 2, 102, 3]);
  const without = (left: string) => runVans(CALLEE_SAVED.filter((register) => register !== left)).printed;
  assertEquals(without("r4").join(" ") === "1 101 2 102 3", false);
  for (const unused of ["r5", "r6", "r7", "r8"]) assertEquals(without(unused), [1, 101, 2, 102, 3]);
});

Deno.test("the function on the grown stack comes to 500 g and one parcel of 20,006 g", () => {
  assertEquals(grownRun().grams, 20_506);
});

Deno.test("the figure of the copy says of each word what it is, in both places", () => {
  const moments = drawCopy().split("the same words in a block twice as large");
  assertEquals(moments.length, 2);
  for (const moment of moments) for (const word of ["exit", "total+6"]) assertStringIncludes(moment, `>${word}<`);
});

Deno.test("a loop fetches a segment each turn exactly where its call does not fit, and a block that moves at most once", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 64 }), (used, words) => {
    const fits = used + words <= 64;
    assertEquals(fetchedInALoop(new SegmentedStack(), { used, words }), fits ? 0 : 1_000);
    assertEquals(fetchedInALoop(new ContiguousStack(), { used, words }), fits ? 0 : 1);
  }));
});
