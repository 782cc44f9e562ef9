import { assert, assertEquals } from "@std/assert";
import { renderChapter } from "../../../../chapters/_render/render_chapter.ts";
import { mistakes } from "../message.ts";
import { BODY_LINE, chapterText, temporaryBook } from "../temporary_book.ts";

const LOOP = "// A loop\nfunction* vans(count) {\n  while (count > 0) yield count--;\n}\n";
const DIRECTIVE = '::compiler{id="vans" files="loop.js other.js" caption="What *becomes* of it"}';

async function render(files: Readonly<Record<string, string>>, body = DIRECTIVE) {
  const inFolder = Object.entries(files).map(([path, content]) => [`01-one/${path}`, content]);
  await using book = await temporaryBook({
    "01-one/chapter.md": chapterText(body),
    ...Object.fromEntries(inFolder),
  });
  return await renderChapter(new URL("01-one/", book.folder), { glossary: [], cacheFolder: book.cacheFolder });
}

Deno.test("an exhibit holds each example, titled, compiled and highlighted line by line", async () => {
  const { chapter } = await render({ "loop.js": LOOP, "other.js": LOOP.replace("A loop", "Another") });
  const [part] = chapter.parts;
  assert(part?.kind === "compiler");
  const { id, caption, examples } = part.exhibit;
  assertEquals([id, caption], ["vans", "What <em>becomes</em> of it"]);
  assertEquals(examples.map(({ title }) => title), ["A loop", "Another"]);
  const [{ source, sourceLines, compiled }] = examples as [typeof examples[0]];
  assertEquals(source, LOOP.slice("// A loop\n".length).trim());
  assertEquals(sourceLines.length, 3);
  assertEquals(compiled.className, "Vans");
  assert(compiled.lines.some(({ html }) => html.includes("tok-keyword")));
  assert(!JSON.stringify(compiled).includes("style="));
});

Deno.test("an example without a title, or in another language, is refused with what to do", async () => {
  const remedy = "Begin a .js file with a comment that names the example, as in // A loop.";
  const body = DIRECTIVE.replace("other.js", "other.ts");
  assertEquals(await mistakes(render({ "loop.js": LOOP.replace("// A loop\n", ""), "other.ts": LOOP }, body)), [
    `chapters/01-one/loop.js:1: this is not an example for ::compiler. ${remedy}`,
    `chapters/01-one/other.ts:1: this is not an example for ::compiler. ${remedy}`,
  ]);
});

Deno.test("an example that the compiler does not take is refused with the file's line", async () => {
  const [line, ...more] = await mistakes(
    render({ "loop.js": LOOP, "other.js": "// Of this\nfunction* f() {\n  yield this;\n}\n" }),
  );
  assert(line?.startsWith("chapters/01-one/other.js:3: `this` is not supported"), line);
  assertEquals(more, []);
});

Deno.test("a file that is not there, and an id that an address cannot hold, are refused at the directive", async () => {
  const lines = await mistakes(render({ "loop.js": LOOP }, DIRECTIVE.replace('"vans"', '"The Vans"')));
  assertEquals(lines.map((line) => line.split(".md:")[1]?.split(". ")[0]), [
    `${BODY_LINE}: compiler: "The Vans" is not an id`,
    `${BODY_LINE}: no file "other.js" in the chapter's folder`,
  ]);
});
