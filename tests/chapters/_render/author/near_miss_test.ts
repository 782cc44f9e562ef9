import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { editDistance, suggest } from "../../../../chapters/_render/author/near_miss.ts";

Deno.test("a slip of the pen is answered with the name that was meant", () => {
  assertEquals(suggest("three-in-row", ["three-in-a-row", "all-at-once"]), 'Did you mean "three-in-a-row"?');
  assertEquals(suggest("lane", ["lanes", "two-lanes"]), 'Did you mean "lanes" or "two-lanes"?');
});

Deno.test("a name like no other is answered with the names that there are", () => {
  assertEquals(suggest("route", ["eta", "scans"]), 'There are "eta", "scans".');
  assertEquals(suggest("route", ["scans"]), 'There is only "scans".');
  assertEquals(suggest("route", []), "There is none yet: remove it, or add what it names.");
});

Deno.test("the distance of two words is no longer than the longer word, and 0 only between equal ones", () => {
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => {
    const edits = editDistance(a, b);
    assert(edits <= Math.max(a.length, b.length));
    assertEquals(edits === 0, a === b);
    assertEquals(edits, editDistance(b, a));
  }));
});

Deno.test("the distance grows by at most one with each deleted character", () => {
  fc.assert(fc.property(fc.string({ minLength: 1 }), fc.nat(), (word, at) => {
    const place = at % word.length;
    assertEquals(editDistance(word, word.slice(0, place) + word.slice(place + 1)), 1);
  }));
});
