import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { readExport } from "../../../labs/_progress/import.ts";
import { JsonFields } from "../../../labs/_progress/json_fields.ts";
import type { Draft, ProgressExport } from "../../../labs/_progress/progress.ts";
import { Opened, resultOf } from "./fixture.ts";

const DRAFT: Draft = { labId: "first-overlap", code: "// mine", version: 3, savedAtMs: 500 };

function fileOf(changes: Partial<ProgressExport> = {}): ProgressExport {
  return { format: "interleave-progress", version: 1, exportedAtMs: 1, drafts: [], labs: [], answers: [], ...changes };
}

function read(value: unknown): ProgressExport {
  const fields = new JsonFields(value);
  const file = readExport(fields);
  fields.end();
  return file;
}

Deno.test("an export is read back as it was", async () => {
  using opened = new Opened();
  await opened.progress.saveDraft("ada", { labId: "first-overlap", code: "😀 <script>", baseVersion: 0 });
  await opened.progress.recordAttempt("ada", resultOf(), "code");
  await opened.progress.recordAnswer("ada", { chapter: "what-runs-when", questionId: "q", correct: true });
  const file = await opened.progress.exportAll("ada");
  assertEquals(read(JSON.parse(JSON.stringify(file))), file);
});

for (
  const [what, value, message] of [
    ["a list", [], "the JSON is a list: expected an object"],
    ["another format", fileOf({ format: "other" as "interleave-progress" }), 'format is "other"'],
    ["a later version", { ...fileOf(), version: 2 }, "version is 2: expected 1"],
    ["a missing list", { ...fileOf(), drafts: undefined }, "drafts is missing: expected a list"],
    ["a number as code", { ...fileOf(), drafts: [{ ...DRAFT, code: 5 }] }, "drafts[0].code is 5: expected a string"],
    ["a path as an id", fileOf({ drafts: [{ ...DRAFT, labId: "../etc" }] }), 'drafts[0].labId is "../etc"'],
    ["half a version", fileOf({ drafts: [{ ...DRAFT, version: 1.5 }] }), "drafts[0].version is 1.5"],
    ["version 0", fileOf({ drafts: [{ ...DRAFT, version: 0 }] }), "drafts[0].version is 0: expected 1 to"],
    ["a draft of 64 KiB and a byte", fileOf({ drafts: [{ ...DRAFT, code: "x".repeat(65_537) }] }), "at most 65536 fit"],
    ["the same lab twice", fileOf({ drafts: [DRAFT, DRAFT] }), "drafts[1] is a second entry for first-overlap"],
    ["a field that nobody knows", { ...fileOf(), passed: true }, "passed is not known here"],
    ["a stray field in a draft", { ...fileOf(), drafts: [{ ...DRAFT, x: 1 }] }, "drafts[0].x is not known here"],
    ["a date that is none", fileOf({ exportedAtMs: -1 }), "exportedAtMs is -1"],
  ] as const
) {
  Deno.test(`a file with ${what} is refused by the field's name`, () => {
    assertThrows(() => read(value), Error, message);
  });
}

Deno.test("whatever JSON comes in, reading returns an export or names a field", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const error = assertThrows(() => read(value));
    assert(error instanceof TypeError || error instanceof RangeError);
  }));
});

Deno.test("a draft is taken where there is none, and a tab that knows its version goes on", async () => {
  using opened = new Opened();
  const summary = await opened.progress.importAll("ada", fileOf({ drafts: [DRAFT] }));
  assertEquals(summary, { drafts: 1, answers: 0, keptHere: [] });
  assertEquals((await opened.progress.draft("ada", "first-overlap"))?.version, 3);
});

Deno.test("a draft that is older here is replaced under a version that both tabs hear of", async () => {
  using opened = new Opened();
  await opened.progress.saveDraft("ada", { labId: "first-overlap", code: "old", baseVersion: 0 });
  const newer = { ...DRAFT, savedAtMs: 9_000_000 };
  assertEquals((await opened.progress.importAll("ada", fileOf({ drafts: [newer] }))).drafts, 1);
  const stored = await opened.progress.draft("ada", "first-overlap");
  assertEquals(stored?.code, "// mine");
  assertEquals(stored?.version, 4);
});

Deno.test("a draft that is newer here is kept and named", async () => {
  using opened = new Opened();
  await opened.progress.saveDraft("ada", { labId: "first-overlap", code: "newer", baseVersion: 0 });
  const summary = await opened.progress.importAll("ada", fileOf({ drafts: [DRAFT] }));
  assertEquals(summary, { drafts: 0, answers: 0, keptHere: ["first-overlap"] });
  assertEquals((await opened.progress.draft("ada", "first-overlap"))?.code, "newer");
});

Deno.test("an import never brings a pass", async () => {
  using opened = new Opened();
  const labs = [{ labId: "first-overlap", attempts: 3, passedAtMs: 5, passedCode: "forged" }];
  await opened.progress.importAll("ada", fileOf({ labs }));
  assertEquals((await opened.progress.learner("ada")).labs, []);
});

Deno.test("importing the same file twice changes nothing the second time", async () => {
  using opened = new Opened();
  const answers = [{ chapter: "what-runs-when", questionId: "q", correct: true, tries: 2 }];
  const file = fileOf({ drafts: [DRAFT], answers });
  assertEquals(await opened.progress.importAll("ada", file), { drafts: 1, answers: 1, keptHere: [] });
  assertEquals(await opened.progress.importAll("ada", file), { drafts: 0, answers: 0, keptHere: [] });
});
