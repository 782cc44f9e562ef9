import { assertEquals } from "@std/assert";
import { compiledView } from "../../../../chapters/_render/compiler/compiled_view.ts";
import { marksOf, NO_MARKS, type Pointed } from "../../../../components/islands/compiler/marks.ts";
import { compileCoroutine } from "../../../../labs/_runtime/coroutine/compile_coroutine.ts";

const compiled = compileCoroutine(`function* page(parcel) {
  const route = yield parcel;
  const stops = route.length;
  yield stops;
  return parcel;
}`);
const classText = compiled.code.trimEnd().split("\n");
const view = compiledView(compiled, classText);

const lineWith = (words: string) => classText.findIndex((line) => line.includes(words)) + 1;
const names = (pointed: Pointed) => [...marksOf(view, pointed).variables].map((index) => view.variables[index]?.name);

Deno.test("a line of the source marks the lines of the class that it became", () => {
  const { classLines, source, sentence } = marksOf(view, { kind: "source", line: 3 });
  assertEquals([...classLines].map((line) => classText[line - 1]?.trim()), ["stops = route.length;"]);
  assertEquals(source, new Set([3]));
  assertEquals(sentence, "Line 3 became one line of the class.");
});

Deno.test("a line that suspends tells the resume id, and marks what the frame keeps there", () => {
  const pointed = { kind: "source", line: 2 } as const;
  const { resumeId, sentence } = marksOf(view, pointed);
  assertEquals(resumeId, 1);
  assertEquals(names(pointed), ["parcel"]);
  assertEquals(
    sentence.slice(sentence.indexOf("While")),
    "While the coroutine is suspended there, resumeId is 1 and the frame keeps parcel.",
  );
});

Deno.test("a line of the class marks the source's line, and the frame's variables that it names", () => {
  const line = lineWith("value: this.parcel, done: true");
  const { source, sentence } = marksOf(view, { kind: "class", line });
  assertEquals(source, new Set([5]));
  assertEquals(names({ kind: "class", line }), ["parcel"]);
  assertEquals(sentence, "This line of the class comes from line 5 of the source. Of the frame it names parcel.");
});

Deno.test("a line that every class has comes from no line of the source", () => {
  const { source, sentence } = marksOf(view, { kind: "class", line: lineWith("[Symbol.iterator]") });
  assertEquals(source.size, 0);
  assertEquals(sentence, "This line of the class comes from no line of the source: every coroutine needs one like it.");
});

Deno.test("a variable marks its declaration and the lines that use it, and says whether the frame keeps it", () => {
  const parcel = marksOf(view, { kind: "variable", index: 0 });
  assertEquals(parcel.source, new Set([1, 2, 5]));
  assertEquals(
    parcel.sentence,
    "parcel, declared on line 1, outlives a suspension: the frame keeps it in the field parcel.",
  );
  const route = marksOf(view, { kind: "variable", index: 1 });
  assertEquals(
    route.sentence,
    "route, declared on line 2, is never needed after a suspension: a local variable of resume, in no frame.",
  );
});

Deno.test("what is not there is not marked", () => {
  assertEquals(marksOf(view, null), NO_MARKS);
  assertEquals(marksOf(view, { kind: "variable", index: 99 }), NO_MARKS);
  assertEquals(marksOf(view, { kind: "source", line: 99 }).classLines.size, 0);
});
