import { assertEquals } from "@std/assert";
import { decadeAxis } from "../../../components/drawing/decade_axis.ts";

const inWords = { words: String, title: "descriptors" };

Deno.test("an axis of decades begins at the power of ten below the values and ends at the one above, with a label for each", () => {
  const { from, to, ticks } = decadeAxis([0.3, 70, 4_000], inWords);
  assertEquals([from, to, ticks], [0.1, 10_000, [0.1, 1, 10, 100, 1_000, 10_000]]);
});

Deno.test("values that are powers of ten are themselves the ends, and a value alone still gets an axis", () => {
  assertEquals(decadeAxis([10, 10_000], inWords).ticks, [10, 100, 1_000, 10_000]);
  assertEquals(decadeAxis([10], inWords).ticks, [10, 100]);
});
