import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { compileSafePoints } from "../../../../labs/_runtime/safepoints/compile_safe_points.ts";
import { placeOf, twinOf, watchSafePoints } from "../../../../labs/_runtime/safepoints/mod.ts";
import { always, driveTwin, loadCompiled } from "./run_compiled.ts";

/** Name → `twin`, or why it was left plain. */
function fates(source: string): Record<string, string> {
  return Object.fromEntries(
    compileSafePoints(source).report.map(({ name, kind, why }) => [name, kind === "twin" ? kind : why]),
  );
}

Deno.test("functions that loop, call themselves, or call such by name get a twin; bounded ones are not even listed", () => {
  assertEquals(
    fates(`
      function loops() { for (;;); }
      const recurses = (n) => n && recurses(n - 1);
      function calls() { return loops(); }
      function bounded(a) { return a + 1 }
      function callsBounded(a) { return bounded(a) }
      function callsValue(f) { return f() }`),
    { loops: "twin", recurses: "twin", calls: "twin" },
  );
});

Deno.test("methods, async functions and arrows with an outer this stay plain, each with its reason", () => {
  const left = fates(`
    class Depot { scan() { for (;;); } }
    async function fetchAll() { for (;;) await 0; }
    function outer() { return () => { for (;;) this.x++; } }
    let assigned = 0; function again() { for (;;); } again = 1;`);
  assertStringIncludes(left.scan!, "method");
  assertStringIncludes(left.fetchAll!, "async");
  assertStringIncludes(left["a function"]!, "arrow with this");
  assertStringIncludes(left.again!, "assigned again");
});

Deno.test("what is no JavaScript, and a direct eval, is refused with file, line and column", () => {
  const refuse = (source: string) =>
    assertThrows(() => compileSafePoints(source, { file: "lab.ts" }), SyntaxError).message;
  assertStringIncludes(refuse("let a = 1;\nlet b = (;"), "lab.ts:2:10");
  assertStringIncludes(refuse("export const f = () => eval('1');"), "lab.ts:1:24: a direct eval");
});

Deno.test("a callback has no safe point where a builtin calls it", async () => {
  const { total } = await loadCompiled(`export function total(items) {
    let sum = 0;
    items.forEach((n) => { for (let i = 0; i < n; i++) sum += i; });
    for (const n of items) sum += n;
    return sum;
  }`);
  const copy = twinOf(total!)!;
  using _watching = watchSafePoints(always());
  const running = copy(...[[3, 4]] as never[]);
  const lines: number[] = [];
  for (let step = running.next(); !step.done; step = running.next()) lines.push(placeOf(step.value).line);
  assertEquals([...new Set(lines)], [1, 4]);
});

Deno.test("names and lengths of functions stay, wrapped ones included", async () => {
  const { names } = await loadCompiled(`
    const byName = (a, b) => { for (;;); };
    const table = { inTable: (a) => { for (;;); }, "a b": function () { for (;;); } };
    let later; later = () => { for (;;); };
    export const names = () => [byName, table.inTable, table["a b"], later].map((f) => f.name + f.length);`);
  assertEquals(names!(), ["byName2", "inTable1", "a b0", "later0"]);
});

Deno.test("closures that a twin makes keep their identity within one activation", async () => {
  const { same } = await loadCompiled(`export function same() {
    const f = () => { for (let i = 0; i < 2; i++); return f; };
    for (let i = 0; i < 3; i++) if (f() !== f) return false;
    return true;
  }`);
  assertEquals(driveTwin(same!, [], always()).result, true);
});

Deno.test("a learner's names are never taken for the compiler's", async () => {
  const { f } = await loadCompiled(
    "export function f($turns, $look) { for (let $left = 0; $left < 3; $left++) $turns += $look; return $turns }",
  );
  assertEquals(driveTwin(f!, [1, 2], always()).result, 7);
});

Deno.test("text grows with nesting up to a bound: deeper functions stay plain", () => {
  const nest = (depth: number): string => depth === 0 ? "0" : `() => { for (;;) g(${nest(depth - 1)}) }`;
  const source = `const g = 1; export const f = ${nest(9)};`;
  const { code, report } = compileSafePoints(source);
  assertEquals(report.filter(({ kind }) => kind === "twin").length, 4);
  if (code.length > 40 * source.length) throw new Error(`${source.length} became ${code.length} characters`);
});
