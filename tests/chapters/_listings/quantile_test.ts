import { assertEquals } from "@std/assert";
import { quantile } from "../../../chapters/_listings/quantile.ts";

Deno.test("a quantile is one of the values, in whatever order they come, and leaves them as they are", () => {
  const values = [9, 10, 1, 2, 3, 8, 7, 4, 6, 5, 0];
  assertEquals([0, 0.5, 0.99, 1].map((share) => quantile(values, share)), [0, 5, 10, 10]);
  assertEquals(values[0], 9);
});
