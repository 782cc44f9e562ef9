import { assertEquals } from "@std/assert";
import { OutputBudget } from "../../../../labs/_runner/sandbox/output_budget.ts";

Deno.test("output is shown up to one bound, counted up to another, and said to be cut", () => {
  const budget = new OutputBudget({ shownBytes: 10, outputBytes: 20 });
  assertEquals(budget.take(new Uint8Array(8)).length, 8);
  assertEquals([budget.truncated, budget.exceeded], [false, false]);
  assertEquals(budget.take(new Uint8Array(8)).length, 2);
  assertEquals([budget.truncated, budget.exceeded], [true, false]);
  assertEquals(budget.take(new Uint8Array(4)).length, 0);
  assertEquals(budget.exceeded, false);
  assertEquals(budget.take(new Uint8Array(1)).length, 0);
  assertEquals(budget.exceeded, true);
});
