import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import type { AnswerKey, Question } from "../../../../chapters/_render/chapter.ts";
import { mistakes } from "../message.ts";
import { BODY_LINE, chapterText, temporaryBook } from "../temporary_book.ts";

const EXPLORE = new URL("../../../../labs/_runtime/explore/mod.ts", import.meta.url).href;

const FILES = {
  "print_order.ts":
    'queueMicrotask(() => console.log("route"));\nconsole.log("scan");\nsetTimeout(() => console.log("eta"));\n',
  "stall.ts": "console.log('stalled for');\nconsole.log(40 * 5);\n",
  "silent.ts": "export {};\n",
  "two_counters.ts": `import { explore } from "${EXPLORE}";
function program() {
  let count = 0;
  function* add() {
    const before = count;
    yield;
    count = before + 1;
  }
  return { tasks: { A: add, B: add }, outcome: () => String(count) };
}
for (const { text, schedule } of explore(program)) console.log(\`\${text} <- \${schedule.join(" ")}\`);
`,
  "typed_in.ts": `import { explore } from "${EXPLORE}";
// explore(program) would find these:
console.log("2 <- A A B B", typeof explore);
`,
  "fails.ts": 'throw new Error("no such parcel");\n',
};

/** What a chapter that holds one question becomes; the fence's YAML begins on line 9. */
async function ask(yaml: string): Promise<{ question: Question; key: AnswerKey }> {
  const used = Object.keys(FILES).filter((file) => yaml.includes(file));
  await using book = await temporaryBook({
    "01-one/chapter.md": chapterText("```question\n" + yaml + "\n```\n"),
    ...Object.fromEntries(used.map((file) => [`01-one/${file}`, FILES[file as keyof typeof FILES]])),
  });
  const { chapters: [chapter] } = await book.load();
  const part = chapter?.parts[0];
  if (part?.kind !== "question") throw new Error("the chapter shows no question");
  return { question: part.question, key: chapter!.keys[part.question.id]! };
}

const refusals = (yaml: string) =>
  mistakes(ask(yaml)).then((lines) => lines.map((line) => line.replace(/^.*?md:/, "")));

Deno.test("the fence's first line is the one after its backticks", () => assertEquals(BODY_LINE + 1, 9));

Deno.test("a choice keeps the author's order and hides which option is right", async () => {
  const { question, key } = await ask(
    "id: q\nkind: choice\nprompt: Which *first*?\noptions:\n- text: scan\n  why: no\n- text: '`route`'\n  why: yes\n  right: true",
  );
  assertEquals(question, {
    id: "q",
    prompt: "Which <em>first</em>?",
    kind: "choice",
    options: [{ id: "a", html: "scan" }, { id: "b", html: "<code>route</code>" }],
  });
  assertEquals(key, { kind: "choice", right: "b", explanations: { a: "no", b: "yes" }, words: "<code>route</code>" });
});

Deno.test("the key of a predicted output is what the runtime printed", async () => {
  const { question, key } = await ask(
    "id: q\nkind: predict-output\nprompt: What?\nfile: print_order.ts\nexplanation: So.",
  );
  assertEquals(question.kind === "predict-output" && question.lines, 3);
  assertEquals(key.kind === "predict-output" && key.output, "scan\nroute\neta");
  assertMatch(question.code ?? "", /queueMicrotask/);
});

Deno.test("the key of an order is the order in which the runtime printed the lines", async () => {
  const { question, key } = await ask("id: q\nkind: order\nprompt: Order.\nfile: print_order.ts\nexplanation: So.");
  if (question.kind !== "order" || key.kind !== "order") throw new Error("not an order question");
  const shown = question.items.map(({ html }) => html);
  const inOrder = key.order.map((id) => question.items.find((item) => item.id === id)?.html);
  assertEquals(inOrder, ["<code>scan</code>", "<code>route</code>", "<code>eta</code>"]);
  assertNotEquals(shown, inOrder);
  assertEquals(question.items.map(({ id }) => id), ["a", "b", "c"], "ids follow what is shown, and give nothing away");
});

Deno.test("the key of a number is the last line that its file prints, or the author's value", async () => {
  const printed = await ask("id: q\nkind: number\nprompt: How long?\nfile: stall.ts\nunit: ms\nexplanation: So.");
  assertEquals(printed.key, { kind: "number", value: 200, tolerance: 0, explanation: "So.", words: "200 ms" });
  const given = await ask(
    "id: q\nkind: number\nprompt: How?\nvalue: 1_500\nunit: ns\ntolerance: 0.2\nexplanation: So.",
  );
  assertEquals(given.key, { kind: "number", value: 1500, tolerance: 0.2, explanation: "So.", words: "1,500 ns" });
});

Deno.test("a question's head is strict", async () => {
  assertEquals(await refusals("id: A Q\nkind: chioce\npromt: P"), [
    '9: the field "prompt" is missing. Add `prompt: …`.',
    '9: "A Q" is not an id. Write it like what-prints-first.',
    '10: no question of kind "chioce". Did you mean "choice"?',
  ]);
  assertEquals(
    await refusals("id: q\nkind: order\nprompt: P\nitems: [a, b, c]\nexplanation: E\nregion: r\nhint: H"),
    [
      "14: a region of no file. Add `file: …`.",
      '15: unknown field "hint". There are "id", "kind", "prompt", "file", "region", "explanation", "items".',
    ],
  );
});

Deno.test("the texts of a question hold no headings and directives of the chapter's own", async () => {
  const misplaced =
    "inside something else. Only a chapter's text may hold it, by itself, outside lists, quotes and fields.";
  assertEquals(
    await refusals('id: q\nkind: order\nprompt: |\n  ## Words\n\n  ::lab{id="a"}\nitems: [a, b, c]\nexplanation: E'),
    [
      `12: a heading ${misplaced}`,
      `14: ::lab ${misplaced}`,
    ],
  );
});

Deno.test("a choice has at least two different options of which one is right", async () => {
  const head = "id: q\nkind: choice\nprompt: P\noptions:\n";
  assertEquals(await refusals(`${head}- text: one\n  why: w\n- text: two\n  why: w`), [
    "12: no option is right. Write `right: true` at exactly one.",
  ]);
  assertEquals(await refusals(`${head}- {text: one, why: w, right: true}\n- {text: two, why: w, right: true}`), [
    "12: 2 options are right. Write `right: true` at exactly one.",
  ]);
  assertEquals(await refusals(`${head}- {text: one, why: w, right: true}`), [
    "12: 1 options. Give at least two, one of them with `right: true`.",
  ]);
  assertEquals(await refusals(`${head}- text: one\n  why: w\n  right: true\n- text: " one"\n  why: w`), [
    '16: "one" is there twice, first on line 13. Make the two differ, or drop one.',
  ]);
  assertEquals(await refusals(`${head}- {text: one, why: w, right: true}\n- {text: two, why: w, right: no}`), [
    '14: "right" is "no". Write `right: true` at the right option, and only there.',
  ]);
  assertEquals(await refusals(`${head}- {text: one, right: true}\n- {text: two, why: w}`), [
    '13: the field "why" is missing. Add `why: …`.',
  ]);
});

Deno.test("a key that cannot be computed stops the build", async () => {
  const predict = "id: q\nkind: predict-output\nprompt: P\nexplanation: E\n";
  assertEquals(await refusals(predict), ["10: there is nothing to run. Add `file: …`, whose output is the key."]);
  assertEquals(await refusals(`${predict}file: silent.ts`), [
    "13: silent.ts prints nothing. Make it print what readers shall predict.",
  ]);
  const [failure, , ...stderr] = await refusals(`${predict}file: fails.ts`);
  assertEquals(failure, "13: fails.ts fails with exit code 1. It runs without permissions and packages, and said:");
  assertEquals(stderr.length > 0, true);
  assertEquals(await refusals(`${predict}file: print_order.ts\nregion: top`), [
    '13: no region "top" in print_order.ts. There is none yet: remove it, or add what it names.',
  ]);
  assertEquals(await refusals("id: q\nkind: order\nprompt: P\nexplanation: E"), [
    "10: there is nothing to order. Add `items: […]` or `file: …`.",
  ]);
  assertEquals(await refusals("id: q\nkind: order\nprompt: P\nexplanation: E\nitems: [a, b, a]"), [
    '13: "a" is there twice, first on line 13. Make the two differ, or drop one.',
  ]);
  assertEquals(await refusals("id: q\nkind: order\nprompt: P\nexplanation: E\nitems: [a, b]"), [
    "9: 2 items. Give at least three, or ask in another way.",
  ]);
  assertEquals(await refusals("id: q\nkind: number\nprompt: P\nexplanation: E\nunit: ms"), [
    "10: there is no value. Add `value: …`, or `file: …` that prints it last.",
  ]);
  assertEquals(await refusals("id: q\nkind: number\nprompt: P\nexplanation: E\nunit: ms\nfile: print_order.ts"), [
    '14: the last line of print_order.ts is "eta". Make it print a number last.',
  ]);
  assertEquals(await refusals("id: q\nkind: number\nprompt: P\nexplanation: E\nunit: ms\nvalue: 1\ntolerance: 2"), [
    '15: "tolerance" is not a number from 0 to 1. Write digits, as in 20 or 0.5.',
  ]);
});

Deno.test("a foreseen wrong output that is the right one, or is there twice, stops the build", async () => {
  const head = "id: q\nkind: predict-output\nprompt: P\nexplanation: E\nfile: stall.ts\nwrong:\n";
  assertEquals(await refusals(`${head}- output: "stalled for\\n200"\n  why: w`), [
    "15: this is what the file prints. Drop it: it is not wrong.",
  ]);
  assertEquals(await refusals(`${head}- {output: "1", why: w}\n- {output: "1", why: w}`), [
    '16: "1" is there twice, first on line 15. Make the two differ, or drop one.',
  ]);
});

const COUNTERS = "id: q\nkind: predict-schedule\nprompt: P\nfile: two_counters.ts\nexplanation: E\noptions:\n";

Deno.test("the key of predicted schedules is what the file found by exploring, and stays off the page", async () => {
  const { question, key } = await ask(
    `${COUNTERS}- {outcome: 1, can: true, why: lost}\n- {outcome: 2, can: true, why: one}\n- {outcome: 3, can: false, why: no}`,
  );
  assertEquals(question.kind === "predict-schedule" && question.options.map(({ id, html }) => `${id} ${html}`), [
    "a <code>1</code>",
    "b <code>2</code>",
    "c <code>3</code>",
  ]);
  assertEquals(key.kind === "predict-schedule" && key.can, ["a", "b"]);
  assertMatch(key.words, /<code>1<\/code> can happen, as in A B A B<.*<code>3<\/code> cannot happen/);
  assertEquals(Object.keys(question).includes("can"), false);
});

Deno.test("an option that claims what exploring refutes, or says the same as another, is refused", async () => {
  assertEquals(await refusals(`${COUNTERS}- {outcome: 1, can: false, why: w}\n- {outcome: 3, can: true, why: w}`), [
    '15: some schedule of two_counters.ts gives "1". Write `can: true`, and a `why` that fits.',
    '16: no schedule of two_counters.ts gives "3". Write `can: false`, and a `why` that fits.',
  ]);
  assertEquals(await refusals(`${COUNTERS}- {outcome: 1, can: true, why: w}\n- {outcome: 1, can: true, why: w}`), [
    '16: "1" is there twice, first on line 15. Make the two differ, or drop one.',
  ]);
});

Deno.test("a file that prints outcomes without exploring is refused: they would be typed in", async () => {
  const options = "- {outcome: 1, can: false, why: w}\n- {outcome: 2, can: true, why: w}";
  const [refusal = ""] = await refusals(COUNTERS.replace("two_counters.ts", "typed_in.ts") + options);
  assertMatch(refusal, /^12: typed_in\.ts does not call explore\(\), so its outcomes are typed in\./);
});
