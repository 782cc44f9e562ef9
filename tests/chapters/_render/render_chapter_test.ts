import { assertEquals, assertStringIncludes } from "@std/assert";
import { renderChapter, type RenderedChapter } from "../../../chapters/_render/render_chapter.ts";
import { mistakes } from "./message.ts";
import { chapterText, temporaryBook } from "./temporary_book.ts";

/** Renders one chapter by itself. */
async function render(text: string, files: Readonly<Record<string, string>> = {}): Promise<RenderedChapter> {
  const inFolder = Object.entries(files).map(([path, content]) => [`01-one/${path}`, content]);
  await using book = await temporaryBook({ "01-one/chapter.md": text, ...Object.fromEntries(inFolder) });
  return await renderChapter(new URL("01-one/", book.folder), { glossary: [], cacheFolder: book.cacheFolder });
}

const refusals = (text: string, files?: Readonly<Record<string, string>>) =>
  mistakes(render(text, files)).then((lines) => lines.map((line) => line.replace("chapters/01-one/", "")));

const html = async (body: string, files?: Readonly<Record<string, string>>) =>
  (await render(chapterText(body), files)).chapter.parts.map((part) => part.kind === "html" ? part.html : "").join("");

Deno.test("front matter is strict", async () => {
  assertEquals(await refusals("# Words\n"), [
    "chapter.md:1: there is no front matter. Begin with a line of ---, the fields title, question, summary, labs and minutes, and another ---.",
  ]);
  assertEquals(await refusals("---\ntitle: T\nquestions: Q\nsummary: S\nlabs: a\nminutes: 0\n---\n"), [
    'chapter.md:2: the field "question" is missing. Add `question: …`.',
    'chapter.md:3: unknown field "questions". Did you mean "question"?',
    'chapter.md:5: "labs" is not a list of texts. Write one item a line: `- words`.',
    'chapter.md:6: "minutes" is not a number from 1 to 600. Write digits, as in 20 or 0.5.',
  ]);
  assertEquals(
    await refusals("---\ntitle: a: b\n---\n").then((lines) => lines[0]?.slice(0, 24)),
    "chapter.md:2: not YAML: ",
  );
});

Deno.test("line ends of Windows change nothing", async () => {
  const { chapter } = await render(chapterText("## A heading\n\nWords.\n").replaceAll("\n", "\r\n"));
  assertEquals(chapter.parts, [{ kind: "html", html: '<h2 id="a-heading">A heading</h2>\n<p>Words.</p>' }]);
});

Deno.test("the front matter's labs are those of the text, in its order", async () => {
  const { chapter, links } = await render(chapterText('::lab{id="a"}\n\nWords.\n\n::lab{id="b"}', ["a", "b"]));
  assertEquals(chapter.parts.map((part) => part.kind === "lab" ? part.labId : part.kind), ["a", "html", "b"]);
  assertEquals(links.map((link) => link.line), [8, 12]);
  assertEquals(await refusals(chapterText('::lab{id="b"}\n\n::lab{id="a"}', ["a", "b"])), [
    'chapter.md:5: "labs" is [a, b], but the text shows [b, a]. Name the ids of all ::lab{…}, in the order of the text.',
  ]);
});

Deno.test("headings get the slug of their words as id, or the id that the author gave them", async () => {
  const { chapter } = await render(chapterText("## What *runs* when\n\n### Why `await` waits {#waits}\n"));
  assertEquals(chapter.headings, [
    { level: 2, id: "what-runs-when", text: "What runs when" },
    { level: 3, id: "waits", text: "Why await waits" },
  ]);
  assertEquals(chapter.parts, [{
    kind: "html",
    html: '<h2 id="what-runs-when">What <em>runs</em> when</h2>\n<h3 id="waits">Why <code>await</code> waits</h3>',
  }]);
});

Deno.test("headings that readers could not link to are refused", async () => {
  const remedy = "Give it an id of its own: `## Words {#an-id}`.";
  assertEquals(
    await refusals(chapterText("### Deep\n\n## Twice\n\n## Twice\n\n# Title\n\n## …\n\n## Words {#An Id}\n")),
    [
      "chapter.md:8: a ### before any ##. Begin with a ##.",
      `chapter.md:12: the heading id "twice" is taken on line 10. ${remedy}`,
      "chapter.md:14: a heading of level 1. Use ## and ###; the title is in the front matter.",
      `chapter.md:16: the heading "…" has no id that an address can hold. ${remedy}`,
      `chapter.md:18: the heading "Words" has no id that an address can hold. ${remedy}`,
    ],
  );
});

Deno.test("a listing shows a region of a file that runs, and what it printed where that was asked for", async () => {
  const files = { "a/scans.ts": '// #region one\nconsole.log("<scan>");\n// #endregion\nconsole.log("two");\n' };
  const silent = await html('::listing{file="a/scans.ts" region="one" caption="Not *all*."}', files);
  assertStringIncludes(silent, '<figure class="listing" id="listing-a-scans-one">');
  assertStringIncludes(silent, '<span class="line" id="listing-a-scans-one-L2">');
  assertStringIncludes(silent, "<figcaption>Not <em>all</em>. ");
  assertEquals(silent.includes("<samp>"), false);
  const recorded = await html('::listing{file="a/scans.ts" caption="All." output="recorded"}', files);
  assertStringIncludes(recorded, `Printed by Deno ${Deno.version.deno}`);
  assertStringIncludes(recorded, "<samp>&lt;scan&gt;\ntwo</samp>");
});

Deno.test("listings that are wrong are refused", async () => {
  const scans = { "scans.ts": "// #region sort\n// #endregion\n" };
  const listing = (attributes: string) => chapterText(`::listing{caption="C" ${attributes}}`);
  assertEquals(await refusals(listing('file="scan.ts"'), scans), [
    'chapter.md:8: no file "scan.ts" in the chapter\'s folder. Did you mean "scans.ts"?',
    "scans.ts:1: nothing uses this file. Use it in a listing, a question or a figure, or remove it.",
  ]);
  assertEquals(await refusals(listing('file="scans.ts" region="sorted"'), scans), [
    'chapter.md:8: no region "sorted" in scans.ts. Did you mean "sort"?',
  ]);
  assertEquals(await refusals(listing('file="scans.ts" output="live" lines="3"'), scans), [
    'chapter.md:8: listing: unknown attribute "lines". There are "file", "caption", "region", "output".',
    "scans.ts:1: nothing uses this file. Use it in a listing, a question or a figure, or remove it.",
  ]);
  assertEquals(await refusals(listing('file="scans.ts" output="live"'), scans), [
    'chapter.md:8: listing: output="live". Write output="recorded", or leave it out.',
  ]);
  assertEquals(await refusals(listing('file="scans.ts" output="recorded"'), scans), [
    'chapter.md:8: scans.ts prints nothing. Leave out output="recorded", or make it print.',
  ]);
  assertEquals(await refusals(listing('file="scans.c"'), { "scans.c": "int a;" }), [
    'chapter.md:8: listing: "scans.c" is not TypeScript. Put code in other languages into fences.',
    "scans.c:1: nothing uses this file. Use it in a listing, a question or a figure, or remove it.",
  ]);
  assertEquals(await refusals(listing('file="scans.ts"'), { "scans.ts": "a();\n// #region a\n" }), [
    'scans.ts:2: #region "a" is never closed. Pairs are `// #region name` and `// #endregion`, each name once.',
  ]);
});

Deno.test("a listing that fails stops the build with what it said, recorded or not, once", async () => {
  const body = '::listing{file="a.ts" caption="C"}\n\n::listing{file="a.ts" region="r" caption="C" output="recorded"}';
  const source = '// #region r\nthrow new Error("no such parcel");\n// #endregion\n';
  const said = await refusals(chapterText(body), { "a.ts": source });
  assertEquals(
    said[0],
    "chapter.md:8: a.ts fails with exit code 1. It runs without permissions and packages, and said:",
  );
  assertEquals(said.filter((line) => line.includes("fails with exit code")).length, 1);
  assertStringIncludes(said.join("\n"), "Error: no such parcel");
});

Deno.test("figures are numbered in the order of the text", async () => {
  const files = { "f.ts": 'export const draw = () => "<svg></svg>";' };
  const figure = (id: string) =>
    `::figure{id="${id}" file="f.ts" caption="A \\"*mark*\\"." alt="A mark."}\n\nWords.\n\n`;
  const { chapter } = await render(chapterText(figure("one") + figure("two")), files);
  const figures = chapter.parts.flatMap((part) => part.kind === "figure" ? [part.figure] : []);
  assertEquals(figures, [
    {
      id: "one",
      label: "Figure 1.1",
      caption: "A “<em>mark</em>”.",
      svg: "<svg></svg>",
      description: "A mark.",
    },
    {
      id: "two",
      label: "Figure 1.2",
      caption: "A “<em>mark</em>”.",
      svg: "<svg></svg>",
      description: "A mark.",
    },
  ]);
});

Deno.test("figures that are wrong are refused", async () => {
  const figure = (id: string, file = "f.ts") => `::figure{id="${id}" file="${file}" caption="C" alt="A"}\n`;
  const files = { "f.ts": "export const draw = () => 7;" };
  assertEquals(await refusals(chapterText(`${figure("a")}::figure{file="f.ts"}\n`), files), [
    "chapter.md:8: f.ts `draw` returned number instead of a string. Export `draw(): string | Promise<string>`, which returns one <svg>…</svg>.",
    'chapter.md:9: figure: the attribute "id" is missing. Add id="…".',
    'chapter.md:9: figure: the attribute "caption" is missing. Add caption="…".',
    'chapter.md:9: figure: the attribute "alt" is missing. Add alt="…".',
  ]);
  assertEquals(await refusals(chapterText(`${figure("A B", "g.ts")}${figure("a", "g.ts")}${figure("a", "g.ts")}`)), [
    'chapter.md:8: figure: "A B" is not an id. Write it like three-in-a-row.',
    'chapter.md:8: no file "g.ts" in the chapter\'s folder. There is none yet: remove it, or add what it names.',
    'chapter.md:9: no file "g.ts" in the chapter\'s folder. There is none yet: remove it, or add what it names.',
    'chapter.md:10: the id "figure-a" is taken on line 9. Give one of the two another id.',
    'chapter.md:10: no file "g.ts" in the chapter\'s folder. There is none yet: remove it, or add what it names.',
  ]);
});

Deno.test("TypeScript comes by listings, not by fences", async () => {
  assertEquals(await refusals(chapterText("```ts\nconst a = 1;\n```\n")), [
    'chapter.md:8: a fence of the language "ts". TypeScript goes into a file, shown by ::listing{file="…" caption="…"}; ' +
    "fences are for bash, c, cpp, go, json, python, rust, sql, text and question.",
  ]);
  assertStringIncludes(await html("```c\nreturn 0;\n```\n"), '<span class="line" id="code-1-L1">');
});

Deno.test("words are those of the prose and its captions, not of code and questions", async () => {
  const body = "One two.:note[Three four.]\n\n## Five\n\n```c\nint six;\n```\n\n| seven |\n|---|\n| eight |\n";
  const { chapter } = await render(chapterText(body));
  assertEquals(chapter.words, 7);
  assertEquals(chapter.search, [
    { href: "/chapters/one", chapter: "Two depots", heading: "Two depots", text: "One two. Three four." },
    { href: "/chapters/one#five", chapter: "Two depots", heading: "Five", text: "seven eight" },
  ]);
});
