import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { compileSource } from "../../../../components/islands/compiler/compile_source.ts";

/** Why a source is refused. */
function faultOf(source: string) {
  const outcome = compileSource(source);
  assert(outcome.kind === "refused", "the source was compiled");
  return outcome.fault;
}

Deno.test("a source becomes a class with coloured lines", () => {
  const outcome = compileSource("function* vans(n) {\n  yield n;\n  return n;\n}");
  assert(outcome.kind === "compiled");
  assertEquals(outcome.view.className, "Vans");
  assert(outcome.view.lines.some(({ html }) => html.includes('<span class="tok-keyword">class</span>')));
});

Deno.test("a fault has line, column and what is supported, without the place in its words", () => {
  const { line, column, message } = faultOf("function* vans() {\n  yield this;\n}");
  assertEquals([line, column], [2, 9]);
  assertEquals(message, "`this` is not supported: in the class it is the frame; pass the object as a parameter");
});

Deno.test("what is not JavaScript, and what is no generator, has a place too", () => {
  assertEquals(faultOf("function* f( {").line, 1);
  assertStringIncludes(faultOf("let a = 1;").message, "write one generator function here");
  assertStringIncludes(faultOf("").message, "write one generator function here");
});

Deno.test("a source nested too deeply, for the parser or for the compiler, is refused and not the end of the page", () => {
  const refusals = [250, 1_000, 1_900].flatMap((depth) => {
    const outcome = compileSource(`function* f() { return ${"[".repeat(depth)}${"]".repeat(depth)}; }`);
    return outcome.kind === "refused" ? [outcome.fault.message] : [];
  });
  assert(refusals.length > 0);
  for (const message of refusals) assertMatch(message, /gave up on this source|Not enough stack space/);
});

Deno.test("a source too long to compile at each key says how long it may be", () => {
  assertStringIncludes(faultOf(`function* f() {}${" ".repeat(4_000)}`).message, "4,000 or fewer");
});

Deno.test("markup in a source stays text", () => {
  const outcome = compileSource("function* f(a) {\n  yield '<img src=x onerror=1>';\n  return a<b/a>`&lt;<i>`;\n}");
  assert(outcome.kind === "compiled");
  const html = outcome.view.lines.map((line) => line.html).join("\n");
  assertEquals(html.replaceAll(/<\/?span( class="tok-[a-z -]+")?>/g, "").includes("<"), false);
  assertStringIncludes(html, "&lt;img src=x");
});
