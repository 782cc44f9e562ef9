import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { pages } from "../../../components/pages/mod.ts";
import { BOOK, LAB, pageContext } from "./page_fixture.ts";

const FIRST = BOOK.chapters[0]!;
const html = pages.chapter(pageContext({ path: "/chapters/what-runs-when" }), FIRST);

/** What a reader without JavaScript reads: the page without tags, and without what only scripts look at. */
const words = html.replace(/<script[^>]*><\/script>/g, "").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

Deno.test("a chapter reads fully without JavaScript", () => {
  for (
    const part of [
      "Chapter 1",
      FIRST.question,
      "Three waits, added up.",
      "Figure 1.1 The three calls, one after another .",
      "Make the calls overlap.",
      "How long does the page take?",
      "Which backend is asked first?",
      "What does it print?",
      "Who runs first?",
      "The end of the chapter.",
    ]
  ) {
    assertStringIncludes(words, part);
  }
  assertMatch(html, /<noscript>.*deno task lab start first-overlap.*<\/noscript>/);
});

Deno.test("the parts of a chapter stand in their order", () => {
  const places = ["Three waits", "Figure 1.1", "Make the calls", "How long", "The end of"].map((text) =>
    words.indexOf(text)
  );
  assertEquals(places, places.toSorted((a, b) => a - b));
});

Deno.test("keys of questions and solutions of labs are not in the page", () => {
  for (const secret of ["4711", "the secret key", "the key in words", "the solution", LAB.starterFails]) {
    assert(!html.includes(secret), secret);
  }
});

Deno.test("islands carry their module and the props that the server rendered with", () => {
  const markers = [...html.matchAll(/data-island="question" data-module="([^"]*)" data-props="([^"]*)"/g)];
  assertEquals(markers.length, 4);
  const [, module, props = ""] = markers[0]!;
  assertEquals(module, "/assets/question-1.js");
  const question = FIRST.parts.find((part) => part.kind === "question")?.question;
  assertEquals(JSON.parse(props.replaceAll("&quot;", `"`).replaceAll("&lt;", "<")), {
    chapter: "what-runs-when",
    question,
  });
});

Deno.test("an island that was not built keeps its HTML and names no module", () => {
  const bare = pages.chapter(pageContext({ assets: { ...pageContext().assets, islands: {} } }), FIRST);
  assert(!bare.includes("data-module"));
  assertStringIncludes(bare, "Which backend is asked first?");
});

Deno.test("a figure is described in words for who cannot see it", () => {
  assertStringIncludes(html, `role="img" aria-label="Three bars, each beginning where the last ends"`);
});

Deno.test("headings are reached from the chapter's own contents", () => {
  assertMatch(html, /<nav class="chapter-contents"[^>]*>.*<a href="#three-awaits">Three awaits in a row<\/a>.*<\/nav>/);
});

Deno.test("a chapter leads to its neighbours and no further", () => {
  const turn = (at: number) => {
    const page = pages.chapter(pageContext(), BOOK.chapters[at]!);
    return [...page.matchAll(/rel="(prev|next)" href="([^"]*)"/g)].map(([, rel, href]) => `${rel} ${href}`);
  };
  assertEquals(turn(0), ["next /chapters/readiness"]);
  assertEquals(turn(1), ["prev /chapters/what-runs-when", "next /chapters/completion"]);
  assertEquals(turn(2), ["prev /chapters/readiness"]);
});

Deno.test("a lab that is not in the catalog is refused by its id", () => {
  assertThrows(() => pages.chapter(pageContext({ labs: new Map() }), FIRST), RangeError, "first-overlap");
});
