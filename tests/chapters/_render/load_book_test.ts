import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { checkAnswer } from "../../../chapters/_render/check_answer.ts";
import { loadBook } from "../../../chapters/_render/load_book.ts";
import { mistakes } from "./message.ts";
import { chapterText, temporaryBook } from "./temporary_book.ts";

Deno.test("an empty folder is a book without chapters", async () => {
  await using book = await temporaryBook();
  assertEquals(await book.load(), { chapters: [], glossary: [] });
});

Deno.test("the fixture book comes out whole, and the same from a warm cache", async () => {
  const cacheFolder = await Deno.makeTempDir();
  const folder = new URL("fixture_book/", import.meta.url);
  const load = () => loadBook({ folder, labIds: new Set(["first-overlap"]), cacheFolder });
  const book = await load();
  assertEquals(await load(), book);
  await Deno.remove(cacheFolder, { recursive: true });

  assertEquals(book.glossary.map(({ id }) => id), ["depot", "scan"]);
  const [chapter] = book.chapters;
  assertEquals(chapter?.number, 1);
  assertEquals(chapter?.slug, "two-depots");
  assertEquals(chapter?.headings, [
    { level: 2, id: "what-arrives-first", text: "What arrives first" },
    { level: 2, id: "your-turn", text: "Your turn" },
    { level: 3, id: "in-c", text: "In C" },
  ]);
  const kinds = chapter?.parts.map((part) => part.kind);
  assertEquals(kinds, ["html", "figure", "html", "question", "question", "question", "question", "lab", "html"]);
  const html = chapter?.parts.map((part) => part.kind === "html" ? part.html : "").join("") ?? "";
  assertStringIncludes(
    html,
    '<a class="term" href="/glossary#depot" title="A building full of scanners &amp; parcels.">',
  );
  assertStringIncludes(html, "<samp>Ghent 6\nLille 9</samp>");
  assertStringIncludes(html, '<span class="line" id="listing-arrivals-sort-L7">');
  assertStringIncludes(html, 'href="#figure-two-lanes"');
  assertStringIncludes(html, 'href="/chapters/two-depots#what-arrives-first"');
  assertEquals(html.match(/style=|region/), null);
  const figure = chapter?.parts.find((part) => part.kind === "figure")?.figure;
  assertEquals(figure?.label, "Figure 1.1");
  assertEquals(figure?.caption, "Ghent is <em>earlier</em>.");
  assertMatch(figure?.svg ?? "", /^<svg .*Lille.*Ghent.*<\/svg>$/);
  assertEquals(chapter?.search.map(({ href }) => href), [
    "/chapters/two-depots",
    "/chapters/two-depots#what-arrives-first",
    "/chapters/two-depots#your-turn",
    "/chapters/two-depots#in-c",
  ]);
  assertEquals(chapter?.search[0]?.text, "Two depots send scans while you read this. A scan is { depot, at }.");
});

Deno.test("the fixture's questions take the answers that the runtime gave, and their pages show no key", async () => {
  const cacheFolder = await Deno.makeTempDir();
  const folder = new URL("fixture_book/", import.meta.url);
  const { chapters } = await loadBook({ folder, labIds: new Set(["first-overlap"]), cacheFolder });
  await Deno.remove(cacheFolder, { recursive: true });
  const { keys, parts } = chapters[0]!;
  assertEquals(checkAnswer(keys["first-line"]!, "Ghent 6\nLille 9").correct, true);
  assertStringIncludes(checkAnswer(keys["first-line"]!, "Lille 9\nGhent 6").explanation, "<em>sent</em>");
  assertEquals(checkAnswer(keys["how-many"]!, "b").correct, true);
  assertEquals(checkAnswer(keys["the-hour"]!, 9.5).correct, true);
  assertEquals(checkAnswer(keys["the-hour"]!, 7).correct, false);
  const shown = JSON.stringify(parts.filter((part) => part.kind === "question"));
  for (const secret of ["explanation", "earlier scan", "Lille sends", '"right"', '"value"', "<ol>"]) {
    assertEquals(shown.includes(secret), false, secret);
  }
});

Deno.test("the mistakes of all chapters and of the glossary are told in one error", async () => {
  await using book = await temporaryBook({
    "glossary.yaml": "- id: scan\n  term: scan\n",
    "01-one/chapter.md": chapterText("<b>HTML</b>"),
    "02-two/chapter.md": chapterText("![a map](map.png)\n\n::lsting{}"),
  });
  assertEquals((await mistakes(book.load())).map((line) => line.replace(/\. .*/, "")), [
    "chapters/01-one/chapter.md:8: HTML in Markdown",
    "chapters/01-one/chapter.md:8: HTML in Markdown",
    "chapters/02-two/chapter.md:8: an image",
    'chapters/02-two/chapter.md:10: unknown directive "lsting"',
    'chapters/glossary.yaml:1: the field "definition" is missing',
  ]);
});

Deno.test("links that lead nowhere are refused with what they may have meant", async () => {
  await using book = await temporaryBook({
    "glossary.yaml": '- id: scan\n  term: scan\n  definition: What a :term[depo]{id="depo"} sends.\n',
    "01-one/chapter.md": chapterText(
      [
        ':term[scans]{id="scans"} :ref[f]{to="figure:lanes"} :ref[l]{to="lab:first-overlp"}',
        ':ref[c]{to="chapter:tow"} :ref[h]{to="chapter:two#a-headin"} :ref[ok]{to="chapter:two#a-heading"}',
        "",
        '::lab{id="lost"}',
      ].join("\n"),
      ["lost"],
    ),
    "02-two/chapter.md": chapterText("## A heading\n\nWords."),
  });
  assertEquals(await mistakes(book.load(["first-overlap", "what-prints-first"])), [
    'chapters/01-one/chapter.md:8: the glossary has no term "scans". Did you mean "scan"?',
    'chapters/01-one/chapter.md:8: this chapter has no figure "lanes". There is none yet: remove it, or add what it names.',
    'chapters/01-one/chapter.md:8: there is no lab "first-overlp". Did you mean "first-overlap"?',
    'chapters/01-one/chapter.md:9: there is no chapter "tow". There are "one", "two".',
    'chapters/01-one/chapter.md:9: two has no heading "a-headin". Did you mean "a-heading"?',
    'chapters/01-one/chapter.md:11: there is no lab "lost". There are "first-overlap", "what-prints-first".',
    'chapters/glossary.yaml:3: the glossary has no term "depo". There is only "scan".',
  ]);
});

Deno.test("what is no part of a book is refused by name", async () => {
  await using book = await temporaryBook({
    "01-one/chapter.md": chapterText("Words."),
    "02-one/chapter.md": chapterText("Words."),
    "drafts/chapter.md": chapterText("Words."),
    "03-three/notes.txt": "Words.",
    "glossary.yml": "",
    "_machinery/anything.ts": "",
  });
  assertEquals(await mistakes(book.load()), [
    "chapters/02-one:1: 01-one has that number or slug too. Rename one of the two.",
    "chapters/03-three/chapter.md:1: the chapter has no text. Write its front matter and text there.",
    "chapters/drafts:1: this is not the name of a chapter. Call it <nn>-<slug>, as in 01-what-runs-when; _names are machinery.",
    'chapters/glossary.yml:1: the book has no use for this file. Move it into a chapter\'s folder or remove it. Did you mean "glossary.yaml"?',
  ]);
});
