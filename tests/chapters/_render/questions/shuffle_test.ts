import { assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { letter } from "../../../../chapters/_render/questions/letter.ts";
import { shuffled } from "../../../../chapters/_render/questions/shuffle.ts";

const ITEMS = fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 12 });

Deno.test("shuffled items are the same items, in the same order for the same seed", () => {
  fc.assert(fc.property(ITEMS, fc.string(), (items, seed) => {
    assertEquals(shuffled(items, seed).sort(), items.toSorted());
    assertEquals(shuffled(items, seed), shuffled(items, seed));
  }));
});

Deno.test("a question never arrives in the order that answers it", () => {
  fc.assert(fc.property(ITEMS, fc.string(), (items, seed) => assertNotEquals(shuffled(items, seed), items)));
});

Deno.test("different seeds give each item every place", () => {
  const places = new Set<number>();
  for (let seed = 0; seed < 200; seed++) places.add(shuffled(["a", "b", "c", "d"], String(seed)).indexOf("a"));
  assertEquals(places.size, 4);
});

Deno.test("ids go on after z", () => {
  assertEquals([0, 25, 26, 51, 52].map(letter), ["a", "z", "aa", "az", "ba"]);
});
