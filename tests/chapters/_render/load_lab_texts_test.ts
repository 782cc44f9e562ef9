import { assertEquals, assertStringIncludes } from "@std/assert";
import type { Book } from "../../../chapters/_render/chapter.ts";
import { loadLabTexts } from "../../../chapters/_render/load_lab_texts.ts";
import type { Lab } from "../../../labs/_runner/lab.ts";
import { mistakes } from "./message.ts";

const BOOK: Book = { chapters: [], glossary: [{ id: "scan", term: "scan", definition: "One <em>reading</em>." }] };

/** Loads the texts of one lab, twice, whose `task.md` has two hints on lines 4 and 5 and this task. */
async function load(task: string, hint = "Look *twice*.") {
  const root = await Deno.makeTempDir();
  const hints = ["Look.", hint];
  await Deno.writeTextFile(`${root}/task.md`, `---\ntitle: T\nhints:\n  - ${hints.join("\n  - ")}\n---\n\n${task}\n`);
  const folder = new URL(`file://${root}/`);
  const lab: Lab = {
    id: "first-overlap",
    title: "T",
    chapter: "one",
    kind: "deno",
    minutes: 5,
    points: 1,
    hints,
    starterFails: "it fails",
    task,
    taskLine: 8,
    starter: "const a = 1;\n",
    solution: "",
    folder,
    driveUrl: new URL("drive.ts", folder),
    judgeUrl: new URL("judge.ts", folder),
  };
  try {
    const options = { labs: new Map([[lab.id, lab]]), book: BOOK, cacheFolder: `${root}/cache` };
    const texts = await loadLabTexts(options);
    assertEquals(await loadLabTexts(options), texts, "the same from the cache");
    return texts.get(lab.id);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("a lab's task, hints and starter become HTML with the book's terms", async () => {
  const text = await load("Count each :term[scan].\n\n## Done when\n\n- it prints");
  assertEquals(
    text?.taskHtml,
    '<p>Count each <a class="term" href="/glossary#scan" title="One reading.">scan</a>.</p>\n' +
      "<h4>Done when</h4>\n<ul>\n<li>it prints</li>\n</ul>",
  );
  assertEquals(text?.hints, ["Look.", "Look <em>twice</em>."]);
  assertStringIncludes(text?.starterHtml ?? "", '<span class="tok-keyword">const </span>');
});

Deno.test("mistakes in a task and its hints are told with their lines in task.md", async () => {
  assertEquals(await mistakes(load("Count.\n\n<b>all</b>", "![map](map.png)")), [
    "labs/first-overlap/task.md:5: an image. Draw it: ::figure{…} takes a module that returns SVG.",
    "labs/first-overlap/task.md:10: HTML in Markdown. Write Markdown, or put a `<` that is meant as a sign in a code span.",
    "labs/first-overlap/task.md:10: HTML in Markdown. Write Markdown, or put a `<` that is meant as a sign in a code span.",
  ]);
});

Deno.test("links of a task that lead nowhere are refused", async () => {
  assertEquals(await mistakes(load('A :term[scans] and :ref[it]{to="chapter:one"}.')), [
    'labs/first-overlap/task.md:8: the glossary has no term "scans". Did you mean "scan"?',
    'labs/first-overlap/task.md:8: there is no chapter "one". There is none yet: remove it, or add what it names.',
  ]);
});
