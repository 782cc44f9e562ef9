import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { colourLines } from "../../../../components/islands/lab_panel/colour_lines.ts";

/** What a browser would show of a line. */
function shown(html: string): string {
  const text = html.replaceAll(/<\/?span(?: class="tok-[a-z]+")?>/g, "");
  assert(!/[<>]/.test(text), `markup is left in ${html}`);
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

const WORDS = [
  "function* f",
  "(a, b)",
  " {\n",
  "}",
  "yield ",
  "`x ${a}\n`",
  "// <b>&amp;\n",
  "'\"",
  "<i>",
  "&lt;",
  "/* \n */",
  "\n",
];

Deno.test("whatever a text holds, its coloured lines show that text and nothing else", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.string())), (parts) => {
      const code = parts.join("").replaceAll("\r", "");
      assertEquals(colourLines(code).map(shown).join("\n"), code);
    }),
    { numRuns: 200 },
  );
});

Deno.test("words have the roles of the book's listings", () => {
  assertEquals(colourLines("yield 1; // one"), [
    '<span class="tok-keyword">yield</span> <span class="tok-constant">1</span>' +
    '<span class="tok-punctuation">;</span> <span class="tok-comment">// one</span>',
  ]);
});
