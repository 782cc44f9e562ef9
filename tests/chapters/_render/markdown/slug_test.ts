import { assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import { KEBAB, slugOf } from "../../../../chapters/_render/markdown/slug.ts";

Deno.test("a heading becomes lower-case words joined by hyphens", () => {
  assertEquals(slugOf("What runs, when?"), "what-runs-when");
  assertEquals(slugOf("Don’t wait: 10 ms à la carte"), "dont-wait-10-ms-a-la-carte");
  assertEquals(slugOf("…"), "");
});

Deno.test("every slug that is not empty is an id, and its own slug", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => {
    const slug = slugOf(text);
    if (slug === "") return;
    assertMatch(slug, KEBAB);
    assertEquals(slugOf(slug), slug);
  }));
});
