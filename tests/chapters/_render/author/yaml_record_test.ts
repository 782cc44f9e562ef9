import { assertEquals } from "@std/assert";
import { AuthorError, Problems } from "../../../../chapters/_render/author/problems.ts";
import { YamlRecord } from "../../../../chapters/_render/author/yaml_record.ts";

const PLACE = { file: "chapter.md", line: 10 };

/** What is said about `yaml` when `read` reads it. */
function said(yaml: string, read: (record: YamlRecord) => unknown): string[] {
  const problems = new Problems();
  const record = YamlRecord.parse(yaml, PLACE, problems);
  if (record !== null) read(record);
  return problems.error().message.split("\n");
}

Deno.test("scalars stay what the author typed", () => {
  const record = YamlRecord.parse("a: 0.10\nb: yes\nc: |\n  two\n  lines\n", PLACE, new Problems());
  assertEquals([record?.text("a"), record?.text("b"), record?.text("c")], ["0.10", "yes", "two\nlines"]);
});

Deno.test("numbers may be grouped by underscores and written with an exponent", () => {
  const record = YamlRecord.parse("a: 10_000\nb: -0.5\nc: 1e3\n", PLACE, new Problems());
  assertEquals([record?.number("a"), record?.number("b"), record?.number("c")], [10_000, -0.5, 1000]);
});

Deno.test("a missing field, a wrong one and an unknown one are told with their lines", () => {
  const yaml = "title: T\nminutes: soon\nlabs: one\nsumary: S\n";
  const told = said(yaml, (record) => {
    record.text("title");
    record.text("summary");
    record.number("minutes", { least: 1, most: 600 });
    record.texts("labs");
    record.finish();
  });
  assertEquals(told, [
    'chapter.md:10: the field "summary" is missing. Add `summary: …`.',
    'chapter.md:11: "minutes" is not a number from 1 to 600. Write digits, as in 20 or 0.5.',
    'chapter.md:12: "labs" is not a list of texts. Write one item a line: `- words`.',
    'chapter.md:13: unknown field "sumary". Did you mean "summary"?',
  ]);
});

Deno.test("a mistake in an item of a list is told with the item's line", () => {
  const yaml = "id: x\noptions:\n  - text: one\n    why: because\n  - text: two\n    wy: because\n";
  const told = said(yaml, (record) => {
    record.text("id");
    for (const option of record.records("options")) {
      option.text("text");
      option.text("why");
      option.finish();
    }
  });
  assertEquals(told, [
    'chapter.md:14: the field "why" is missing. Add `why: …`.',
    'chapter.md:15: unknown field "wy". Did you mean "why"?',
  ]);
});

Deno.test("an empty field, a list that is none and an item without fields are refused", () => {
  assertEquals(
    said("a:\nb: words\nc:\n  - words\n", (record) => [record.text("a"), record.records("b"), record.records("c")]),
    [
      'chapter.md:10: "a" is not a text. Write the words after the colon.',
      "chapter.md:11: this is not a list. Write one item a line, each after a dash.",
      "chapter.md:13: this item has no fields. Write `- name: value` and its other fields below.",
    ],
  );
});

Deno.test("what is not YAML is told with the line that YAML stumbles over", () => {
  assertEquals(said("a: 1\nb: c: d\n", () => {})[0]?.startsWith("chapter.md:11: not YAML: "), true);
  assertEquals(said("a: 1\na: 2\n", () => {}), [
    "chapter.md:11: not YAML: Cannot store mapping pair: duplicated key. Put a value that holds a colon or begins with a sign in quotes.",
  ]);
  assertEquals(said("words", () => {}), [
    "chapter.md:10: this is not a list of fields. Write `name: value`, one field a line.",
  ]);
});

Deno.test("mistakes are told in the order of their lines, whatever the order in which they were found", () => {
  const problems = new Problems();
  problems.report({ file: "b.md", line: 1 }, "third", "Mend it.");
  problems.report({ file: "a.md", line: 12 }, "second", "Mend it.");
  problems.report({ file: "a.md", line: 2 }, "first", "Mend it.");
  assertEquals(problems.error().problems.map(({ what }) => what), ["first", "second", "third"]);
  assertEquals(problems.error() instanceof AuthorError, true);
});
