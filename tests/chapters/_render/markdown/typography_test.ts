import { assertEquals } from "@std/assert";
import { typographic } from "../../../../chapters/_render/markdown/typography.ts";

Deno.test("an apostrophe bends the same way inside a word, after one, and at the start of a text", () => {
  assertEquals(typographic("Deno's loop, the backends' answers"), "Deno’s loop, the backends’ answers");
  assertEquals(typographic("'s own stack"), "’s own stack");
});

Deno.test("quotes open before a word and close after one", () => {
  assertEquals(typographic('the "next tick" and ("later")'), "the “next tick” and (“later”)");
});

Deno.test("quotes around a piece of their own, such as code, open before it and close after it", () => {
  assertEquals([typographic('it says "'), typographic('".')], ["it says “", "”."]);
  assertEquals(typographic('" is what it says'), "” is what it says");
});
