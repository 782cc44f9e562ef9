import { assertEquals, assertThrows } from "@std/assert";
import { compiledView } from "../../../../chapters/_render/compiler/compiled_view.ts";
import { compileCoroutine } from "../../../../labs/_runtime/coroutine/compile_coroutine.ts";

/** The view of a source, with its lines as they are. */
function viewOf(source: string) {
  const compiled = compileCoroutine(source);
  return compiledView(compiled, compiled.code.trimEnd().split("\n"));
}

/** The lines of the class that belong to a variable. */
function linesOf(source: string, name: string): string[] {
  const view = viewOf(source);
  const variable = view.variables.find((one) => one.name === name)!;
  return variable.classLines.map((line) => view.lines[line - 1]!.html.trim());
}

const SCANS = `function* report(depots) {
  let total = 0;
  for (let at = 0; at < depots.length; at++) {
    const scans = yield depots[at];
    const kept = scans.length;
    total += kept;
  }
  return total;
}`;

Deno.test("every line of the class keeps the source's line that it comes from", () => {
  const { lines } = viewOf(SCANS);
  const from = (words: string) => lines.find(({ html }) => html.includes(words))?.from;
  assertEquals(from("this.total = 0;"), 2);
  assertEquals(from("kept = scans.length"), 5);
  assertEquals(from("[Symbol.iterator]() {"), null);
});

Deno.test("a variable of the frame belongs to its field's line and to each line that uses the field", () => {
  assertEquals(linesOf(SCANS, "total"), [
    "total;",
    "this.total = 0;",
    "this.total += kept;",
    "return { value: this.total, done: true };",
  ]);
});

Deno.test("a variable outside the frame belongs to the lines of resume that name it", () => {
  const { variables } = viewOf(SCANS);
  assertEquals(variables.find(({ name }) => name === "kept")?.field, null);
  assertEquals(linesOf(SCANS, "kept").filter((line) => !line.startsWith("let ")), [
    "kept = scans.length;",
    "this.total += kept;",
  ]);
});

Deno.test("of two variables with one name outside the frame neither claims lines that may be the other's", () => {
  const source = "function* turns() {\n  { const a = yield 1; log(a); }\n  { const a = yield 2; log(a); }\n}";
  const { variables } = viewOf(source.replaceAll("log(a)", "a.sent()"));
  assertEquals(variables.map(({ name, field, classLines }) => [name, field, classLines]), [
    ["a", null, []],
    ["a", null, []],
  ]);
});

Deno.test("a field whose name is part of another's, or of a property's, is not taken for it", () => {
  const source = "function* both(a, ab) {\n  yield 0;\n  return a + ab + ab.a;\n}";
  assertEquals(linesOf(source, "a").filter((line) => line.startsWith("return {")).length, 1);
  assertEquals(linesOf(source, "a"), [
    "a;",
    "this.a = a;",
    "return { value: this.a + this.ab + this.ab.a, done: true };",
  ]);
});

Deno.test("a name with a dollar sign is found like any other", () => {
  assertEquals(linesOf("function* $(a$) {\n  yield 0;\n  return a$;\n}", "a$"), [
    "a$;",
    "this.a$ = a$;",
    "return { value: this.a$, done: true };",
  ]);
});

Deno.test("fields that the compiler made up are listed after the source's variables, without a line", () => {
  const { variables } = viewOf("function* each(list) {\n  for (const one of list) yield one;\n}");
  assertEquals(variables.map(({ name, line }) => [name, line]), [["list", 1], ["one", 2], ["iterator", null]]);
});

Deno.test("highlighted lines of another text are refused", () => {
  assertThrows(() => compiledView(compileCoroutine(SCANS), ["one line"]), RangeError, "1 highlighted lines");
});
