import { assert, assertEquals, assertFalse, assertStringIncludes } from "@std/assert";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { compiledView } from "../../../../chapters/_render/compiler/compiled_view.ts";
import Compiler from "../../../../components/islands/compiler.tsx";
import { compileCoroutine } from "../../../../labs/_runtime/coroutine/compile_coroutine.ts";

const SOURCE = "function* page(parcel) {\n  const route = yield parcel;\n  return route.eta;\n}";
const compiled = compileCoroutine(SOURCE);
const example = {
  title: "A wait",
  source: SOURCE,
  sourceLines: SOURCE.split("\n"),
  compiled: compiledView(compiled, compiled.code.trimEnd().split("\n")),
};
const html = renderToString(h(Compiler, { exhibit: { id: "page", caption: "", examples: [example] } }));

Deno.test("source, class and frame read without JavaScript, each line of the class with its source line", () => {
  for (const line of SOURCE.split("\n")) assertStringIncludes(html, `>${line}</div>`);
  assertStringIncludes(html, 'data-beside="3">        return { value: route.eta, done: true };</div>');
  assertStringIncludes(html, "before the start");
  assertStringIncludes(html, "at line 2");
  assertStringIncludes(html, "In no frame, since no suspension lies between writing and reading them");
});

Deno.test("what needs JavaScript is disabled until it is there, and says so", () => {
  const controls = [...html.matchAll(/<(?:button|select)\b[^>]*>/g)].map(([tag]) => tag);
  assert(controls.length >= 3);
  assertEquals(controls.filter((tag) => !tag.includes("disabled")), []);
  assertStringIncludes(html, "<noscript>");
  assertFalse(/role="(listbox|option|alert)"/.test(html));
});

Deno.test("it carries no inline style, which the page's policy forbids", () => {
  assertFalse(/ style=|<style/.test(html));
});
