import { assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { renderTask } from "../../../../chapters/_render/render_task.ts";
import { mistakes } from "../message.ts";

const render = (markdown: string) => renderTask(markdown, { file: "task.md", line: 5 });
const refusals = (markdown: string) => mistakes(render(markdown));

Deno.test("directives inside a line become links and notes around their own Markdown", async () => {
  assertEquals(
    await render(
      ':term[run queue]s, :ref[the *lab*]{to="lab:first-overlap"}.:note[See `a[0]` and [b](https://b.example).]',
    ),
    '<a class="term" href="/glossary#run-queue">run queue</a>s, ' +
      '<a class="ref" href="/labs/first-overlap">the <em>lab</em></a>.' +
      '<small class="note" role="note">See <code>a[0]</code> and <a href="https://b.example">b</a>.</small>',
  );
});

Deno.test("one paragraph becomes a line, several stay paragraphs", async () => {
  assertEquals(await render("One *line*."), "One <em>line</em>.");
  assertEquals(await render("One.\n\nTwo."), "<p>One.</p>\n<p>Two.</p>");
});

Deno.test("a colon that begins no directive is a colon", async () => {
  assertEquals(
    await render("At 10:30 see a: [b], `:note[c]` and \\:note[d]."),
    "At 10:30 see a: [b], <code>:note[c]</code> and :note[d].",
  );
});

Deno.test("tasks may hold highlighted TypeScript", async () => {
  const html = await render("```ts\nconst a = 1;\n```");
  assertStringIncludes(html, '<span class="tok-keyword">const </span>');
  assertEquals(html.includes("id="), false, "several tasks stand on one page: lines have no ids");
});

Deno.test("what Markdown may not hold is refused with line and remedy", async () => {
  assertEquals(await refusals("One\n<b>two</b>"), [
    "task.md:6: HTML in Markdown. Write Markdown, or put a `<` that is meant as a sign in a code span.",
    "task.md:6: HTML in Markdown. Write Markdown, or put a `<` that is meant as a sign in a code span.",
  ]);
  assertEquals(await refusals("<!-- later -->"), [
    "task.md:5: HTML in Markdown. Write Markdown, or put a `<` that is meant as a sign in a code span.",
  ]);
  assertEquals(await refusals("![map](https://a.example/map.png)"), [
    "task.md:5: an image. Draw it: ::figure{…} takes a module that returns SVG.",
  ]);
  assertEquals(await refusals("[there](/labs/first-overlap) and [js](javascript:alert(1))"), [
    'task.md:5: a link to "/labs/first-overlap". Write :ref[words]{to="chapter:…"} for a place in the book, https://… for one outside.',
    'task.md:5: a link to "javascript:alert(1)". Write :ref[words]{to="chapter:…"} for a place in the book, https://… for one outside.',
  ]);
  assertEquals(await refusals("    code"), [
    "task.md:5: code without a fence. Put it between lines of ``` and name its language.",
  ]);
  assertEquals(await refusals("```\ncode\n```"), [
    "task.md:5: a fence without a language. Name it; ```text is for what is no code.",
  ]);
  assertEquals(await refusals("```perl\ncode\n```"), [
    'task.md:5: a fence of the language "perl". Use one of ts, tsx, bash, c, cpp, go, json, python, rust, sql, text.',
  ]);
  assertEquals(await refusals("# Title"), [
    "task.md:5: a heading of level 1. Use ##; the title is in the front matter.",
  ]);
});

Deno.test("directives that are wrong are refused with line and remedy", async () => {
  assertEquals(await refusals(':nte[a]\n:note[a]{id="b"}\n:note[]\n:note[open'), [
    'task.md:5: unknown directive "nte". Did you mean "note"?',
    'task.md:6: note: unknown attribute "id". There is none yet: remove it, or add what it names.',
    "task.md:7: note: there are no words. Write them in the brackets: :note[words].",
    "task.md:8: :note[ is never closed. Close it in the same paragraph, or put the colon in a code span if it is a sign.",
  ]);
  assertEquals(await refusals(':ref[a]\n:ref[a]{to="lab"}\n:ref[a]{too="lab:b"}\n:ref[a]{to=b}'), [
    'task.md:5: ref: the attribute "to" is missing. Add to="…".',
    'task.md:6: ref: "lab" is not a target. Write to="figure:id", to="lab:id", to="chapter:slug" or to="chapter:slug#heading-id".',
    'task.md:7: ref: unknown attribute "too". Did you mean "to"?',
    'task.md:7: ref: the attribute "to" is missing. Add to="…".',
    'task.md:8: ref: "to=b" is not an attribute. Write {name="value" name="value"}; a quote inside a value is \\".',
  ]);
  assertEquals(await refusals('::lab{id="a"}\n\n```question\nid: a\n```\n\n- ::lab{id="b"}\n- # Heading'), [
    "task.md:5: ::lab inside something else. Only a chapter's text may hold it, by itself, outside lists, quotes and fields.",
    "task.md:7: a question inside something else. Only a chapter's text may hold it, by itself, outside lists, quotes and fields.",
    "task.md:11: ::lab inside something else. Only a chapter's text may hold it, by itself, outside lists, quotes and fields.",
    "task.md:12: a heading inside something else. Only a chapter's text may hold it, by itself, outside lists, quotes and fields.",
    "task.md:12: a heading of level 1. Use ##; the title is in the front matter.",
  ]);
});

Deno.test("any words between and inside directives survive", async () => {
  const words = fc.stringMatching(/^[A-Za-z0-9,;?]{1,9}( [A-Za-z0-9,;?]{1,9}){0,4}$/);
  const run = fc.array(fc.tuple(words, words), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(run, async (pairs) => {
      const html = await render(`Scans ${pairs.map(([before, inside]) => `${before} :note[${inside}]`).join(" ")}`);
      const text = html.replace(/<[^>]*>/g, "").replaceAll("&amp;", "&");
      assertEquals(text, `Scans ${pairs.flat().join(" ")}`);
    }),
    { numRuns: 50 },
  );
});
