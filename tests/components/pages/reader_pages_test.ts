import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { pages } from "../../../components/pages/mod.ts";
import { LAB, pageContext } from "./page_fixture.ts";

const NOTHING_DONE = { labs: [], answers: [] };

Deno.test("the contents lead to every chapter and every lab", () => {
  const html = pages.contents(pageContext());
  for (const slug of ["what-runs-when", "readiness", "completion"]) {
    assertStringIncludes(html, `href="/chapters/${slug}"`);
  }
  assertStringIncludes(html, `href="/labs/first-overlap"`);
});

Deno.test("the header marks the page that one is on", () => {
  assertMatch(pages.glossary(pageContext({ path: "/glossary" })), /href="\/glossary" aria-current="page"/);
  assert(!pages.lab(pageContext({ path: "/labs/first-overlap" }), LAB).includes("aria-current"));
});

Deno.test("a lab's page says how to work on it in one's own editor", () => {
  const html = pages.lab(pageContext(), LAB);
  assertStringIncludes(html, "deno task lab start first-overlap\ndeno task lab check first-overlap");
  assertStringIncludes(html, `href="/chapters/what-runs-when#lab-first-overlap"`);
});

Deno.test("the glossary is in alphabetical order, each term with its address", () => {
  const html = pages.glossary(pageContext());
  assertEquals([...html.matchAll(/<div id="([^"]*)"><dt>/g)].map(([, id]) => id), ["await", "task"]);
});

Deno.test("the progress page counts passes, attempts and answers of the reader", () => {
  const html = pages.progress(pageContext(), {
    labs: [{ labId: "first-overlap", attempts: 3, passedAtMs: Date.UTC(2026, 0, 31), passedCode: "" }],
    answers: [
      { chapter: "what-runs-when", questionId: "sum", correct: true, tries: 2 },
      { chapter: "what-runs-when", questionId: "first", correct: false, tries: 1 },
    ],
  });
  assertStringIncludes(html, "1 of 1 labs passed");
  assertMatch(html, /First overlap<\/a><\/td><td>3<\/td>.*<time datetime="2026-01-31">/);
  assertStringIncludes(html, "1 of 4 questions answered right, 2 tried");
});

Deno.test("a lab that is no longer in the book does not count as passed", () => {
  const labs = [{ labId: "gone", attempts: 1, passedAtMs: 1, passedCode: "" }];
  assertStringIncludes(pages.progress(pageContext(), { labs, answers: [] }), "0 of 1 labs passed");
  assertStringIncludes(pages.progress(pageContext(), NOTHING_DONE), "not yet");
});

Deno.test("the footer says at which level the sandbox stands", () => {
  for (const level of ["strong", "good", "none"] as const) {
    assertStringIncludes(pages.contents(pageContext({ level })), `sandbox level: ${level}`);
  }
});

Deno.test("without a sandbox the footer says that one learner on this machine is served, and what changes that", () => {
  const html = pages.contents(pageContext({ level: "none" }));
  assertStringIncludes(html, "serves one learner, on this machine alone");
  assertStringIncludes(html, "apt-get install bubblewrap");
  assert(!pages.contents(pageContext({ level: "strong" })).includes("serves one learner"));
});

Deno.test("hosted, the footer offers the recovery phrase; at home it says where progress stays", () => {
  assertStringIncludes(pages.contents(pageContext({ hosted: true })), "recovery phrase");
  assertStringIncludes(pages.contents(pageContext({ hosted: false })), "stay on it");
});
