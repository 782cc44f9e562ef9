import { assert, assertEquals, assertFalse, assertStringIncludes } from "@std/assert";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { QuestionForm } from "../../../chapters/_render/chapter.ts";
import LabPanel from "../../../components/islands/lab_panel.tsx";
import ProgressMarks from "../../../components/islands/progress_marks.tsx";
import { markOf } from "../../../components/islands/progress_marks/mark_labs.ts";
import ProgressTools from "../../../components/islands/progress_tools.tsx";
import Question from "../../../components/islands/question.tsx";
import ThemeToggle from "../../../components/islands/theme_toggle.tsx";

const LAB = {
  labId: "first-overlap",
  title: "First overlap",
  kind: "deno",
  realKernel: false,
  minutes: 15,
  points: 10,
  chapter: "what-runs-when",
  taskHtml: "<p>Make the calls <em>overlap</em>.</p>",
  starter: "const a = 1 < 2;\n",
  starterHtml: `<pre class="code" tabindex="0"><code>const a = 1 &lt; 2;</code></pre>`,
  hints: ["Look at <code>await</code>.", "Keep the promises."],
} as const;

function asked(form: QuestionForm): string {
  const question = { id: "q", prompt: "<p>What <em>runs</em> first?</p>", ...form };
  return renderToString(h(Question, { chapter: "what-runs-when", question }));
}

/** Every tag of that name, as it is written. */
function tags(html: string, name: string): string[] {
  return [...html.matchAll(new RegExp(`<${name}\\b[^>]*>`, "g"))].map(([tag]) => tag);
}

Deno.test("a lab reads without JavaScript: task, starter, what runs it, and the hints, one inside the other", () => {
  const html = renderToString(h(LabPanel, LAB));
  for (
    const part of [LAB.taskHtml, "<code>const a = 1 &lt; 2;</code>", "Deno’s own event loop", "real clock", "15 min"]
  ) {
    assertStringIncludes(html, part);
  }
  assert(/<details><summary>Hint 1 of 2<\/summary>.*<details>.*Hint 2 of 2.*<\/details><\/details>/.test(html), html);
});

Deno.test("a lab that runs on Linux too says so", () => {
  const html = renderToString(h(LabPanel, { ...LAB, kind: "kernel", realKernel: true }));
  assertStringIncludes(html, "the model kernel, virtual clock, and on Linux, where there is one");
  assertFalse(renderToString(h(LabPanel, LAB)).includes("Linux"));
});

Deno.test("what needs JavaScript is disabled until it is there, and no empty part is shown", () => {
  const html = renderToString(h(LabPanel, LAB));
  assertEquals(tags(html, "button").filter((tag) => !tag.includes("disabled")), []);
  for (const part of ["textarea", "Output", "Tests:", "Solution", "What ran when"]) {
    assertFalse(html.includes(part), part);
  }
});

Deno.test("islands carry no inline style, which the page's policy forbids", () => {
  const islands = [
    renderToString(h(LabPanel, LAB)),
    renderToString(h(ProgressTools, { hosted: true })),
    renderToString(h(ThemeToggle, {})),
    asked({ kind: "number", unit: "ms" }),
  ];
  for (const html of islands) assertFalse(/ style=|<style/.test(html), html);
});

Deno.test("each form of question shows its prompt, what there is to answer, and that answering takes JavaScript", () => {
  const items = [{ id: "a", html: "the <code>timer</code>" }, { id: "b", html: "the microtask" }];
  const forms: readonly [QuestionForm, string][] = [
    [{ kind: "choice", options: items }, "the <code>timer</code>"],
    [{ kind: "order", items }, "the microtask"],
    [{ kind: "predict-output", lines: 4 }, `rows="4"`],
    [{ kind: "number", unit: "ms" }, "ms"],
  ];
  for (const [form, part] of forms) {
    const html = asked(form);
    assertStringIncludes(html, "What <em>runs</em> first?");
    assertStringIncludes(html, part);
    assertStringIncludes(html, "<fieldset disabled");
    assertStringIncludes(html, "<noscript>");
  }
});

Deno.test("a choice is a group of radio buttons of one name, each with its label", () => {
  const html = asked({ kind: "choice", options: [{ id: "a", html: "A" }, { id: "b", html: "B" }] });
  const names = tags(html, "input").map((tag) => /name="([^"]*)"/.exec(tag)?.[1]);
  assertEquals(names, ["answer-what-runs-when-q", "answer-what-runs-when-q"]);
  assertEquals(tags(html, "label").length, 2);
});

Deno.test("an order can be changed by buttons that say which item they move", () => {
  const html = asked({ kind: "order", items: [{ id: "a", html: "A" }, { id: "b", html: "B" }] });
  assertEquals(tags(html, "button").filter((tag) => /aria-label="Move item [12] (up|down)"/.test(tag)).length, 4);
});

Deno.test("export works without JavaScript; the recovery phrase is there in hosted mode alone", () => {
  const local = renderToString(h(ProgressTools, { hosted: false }));
  assertStringIncludes(local, `href="/api/progress/export"`);
  assertFalse(local.includes("phrase"));
  assertStringIncludes(renderToString(h(ProgressTools, { hosted: true })), "recovery phrase");
});

Deno.test("marks add nothing to the server's page, and say in words what they mean", () => {
  assertEquals(renderToString(h(ProgressMarks, {})), "");
  const lab = { labId: "first-overlap", attempts: 0, passedAtMs: null, passedCode: null };
  assertEquals(markOf(undefined), null);
  assertEquals(markOf(lab), null);
  assertEquals(markOf({ ...lab, attempts: 1 })?.text, "◦ attempted");
  assertEquals(markOf({ ...lab, attempts: 1, passedAtMs: 5 })?.text, "✓ passed");
});
