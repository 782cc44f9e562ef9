import { assertEquals, assertFalse, assertStringIncludes } from "@std/assert";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import Ways from "../../../../components/islands/ways.tsx";

const html = renderToString(h(Ways, {
  costs: [
    { name: "threads", title: "Threads", bytes: 8_388_608, memory: "process", ns: 6_000 },
    { name: "stacks", title: "Stacks", bytes: null, memory: "process", ns: null },
    { name: "class", title: "Classes", bytes: 56, memory: "heap", ns: 5 },
  ],
  quoted: { bytes: [{ name: "goroutine", value: 2_048, source: "release notes" }], ns: [] },
  engine: "Deno 2",
  how: "The median of 9 rounds.",
}));

Deno.test("costs read without JavaScript: as ladders, as a table, and with how they were got", () => {
  for (const part of ["8 MiB of the process", "6 µs", "56 B", "5 ns", "goroutine: 2 KiB (release notes)"]) {
    assertStringIncludes(html, part);
  }
  assertStringIncludes(html, "The median of 9 rounds.");
  assertStringIncludes(html, "Deno 2, while this page was made");
});

Deno.test("a way that the engine lacks is on no ladder, and the table says so", () => {
  assertEquals(html.match(/rung-name[^>]*>Stacks</g), null);
  assertEquals(html.match(/<td>not there<\/td>/g)?.length, 2);
});

Deno.test("measuring takes JavaScript: its button is disabled until that is there", () => {
  assertEquals(html.match(/<button[^>]*>/g)?.filter((tag) => !tag.includes("disabled")), []);
  assertStringIncludes(html, "<noscript>");
  assertFalse(/ style=|<style/.test(html));
});
