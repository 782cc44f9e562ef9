import { assertEquals, assertMatch } from "@std/assert";
import { pages } from "../../../components/pages/mod.ts";
import { htmlFaults } from "./html_faults.ts";
import { BOOK, LAB, pageContext } from "./page_fixture.ts";

const NOTHING_DONE = { labs: [], answers: [] };

const DOCUMENTS: Readonly<Record<string, string>> = {
  contents: pages.contents(pageContext()),
  "first chapter": pages.chapter(pageContext(), BOOK.chapters[0]!),
  "last chapter": pages.chapter(pageContext(), BOOK.chapters[2]!),
  lab: pages.lab(pageContext(), LAB),
  glossary: pages.glossary(pageContext()),
  progress: pages.progress(pageContext(), NOTHING_DONE),
  "not found": pages.notFound(pageContext()),
};

Deno.test("every page is a well-formed document with one h1, without inline script or style", () => {
  for (const [name, html] of Object.entries(DOCUMENTS)) assertEquals(htmlFaults(html), [], name);
});

Deno.test("every page has a language, a title, a description and a viewport", () => {
  for (const [name, html] of Object.entries(DOCUMENTS)) {
    assertMatch(html, /<html lang="en">/, name);
    assertMatch(html, /<title>[^<]*Interleave[^<]*<\/title>/, name);
    assertMatch(html, /<meta name="description" content="[^"]{20,}"/, name);
    assertMatch(html, /<meta name="viewport"/, name);
  }
});

Deno.test("every page can be entered past its header", () => {
  for (const [name, html] of Object.entries(DOCUMENTS)) {
    assertMatch(html, /<body><a class="skip-link" href="#main">/, name);
    assertMatch(html, /<main [^>]*id="main"/, name);
  }
});

Deno.test("the theme is applied by a blocking script ahead of the stylesheet", () => {
  const head = DOCUMENTS["contents"]!.split("</head>")[0]!;
  assertMatch(
    head,
    /<script src="\/assets\/apply_theme-1.js"><\/script>.*<link rel="stylesheet" href="\/assets\/book-1.css"/,
  );
});

Deno.test("the judge of documents finds the faults that it stands for", () => {
  const page = (body: string) => `<!doctype html><html><body><h1>x</h1>${body}</body></html>`;
  assertEquals(htmlFaults(page("<p>fine<br></p>")), []);
  for (
    const faulty of [
      "<p><div></div></p>",
      "<em>open",
      "<p></em></p>",
      `<i id="a"></i><i id="a"></i>`,
      `<a href="#nowhere">x</a>`,
      `<nav aria-labelledby="nowhere"></nav>`,
      "<nav></nav>",
      `<p style="color: red">x</p>`,
      "<style>p {}</style>",
      "<script>1</script>",
      `<button onclick="1">x</button>`,
      "<h1>another</h1>",
    ]
  ) {
    assertEquals(htmlFaults(page(faulty)).length > 0, true, faulty);
  }
});
