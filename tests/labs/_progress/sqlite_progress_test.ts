import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { DataFolderRefused } from "../../../labs/_progress/data_folder_refused.ts";
import { openProgress } from "../../../labs/_progress/sqlite_progress.ts";
import { DataFolder, Opened, resultOf } from "./fixture.ts";

Deno.test("drafts count their versions from 1", async () => {
  using opened = new Opened();
  assertEquals(await opened.progress.draft("ada", "first-overlap"), null);
  for (const version of [1, 2, 3]) {
    const draft = { labId: "first-overlap", code: `// ${version}`, baseVersion: version - 1 };
    const outcome = await opened.progress.saveDraft("ada", draft);
    assert(outcome.kind === "saved");
    assertEquals(outcome.draft.version, version);
  }
  assertEquals((await opened.progress.draft("ada", "first-overlap"))?.code, "// 3");
  assertEquals(await opened.progress.draft("grace", "first-overlap"), null, "another learner has a draft of her own");
});

Deno.test("a save on an old version changes nothing and returns the stored draft", async () => {
  using opened = new Opened();
  await opened.progress.saveDraft("ada", { labId: "x", code: "first tab", baseVersion: 0 });
  const second = await opened.progress.saveDraft("ada", { labId: "x", code: "second tab", baseVersion: 0 });
  assert(second.kind === "conflict");
  assertEquals(second.current.code, "first tab");
  assertEquals((await opened.progress.draft("ada", "x"))?.code, "first tab");
});

Deno.test("a save on a version that is higher than the stored one is a conflict too", async () => {
  using opened = new Opened();
  await opened.progress.saveDraft("ada", { labId: "x", code: "yesterday's", baseVersion: 0 });
  const outcome = await opened.progress.saveDraft("ada", { labId: "x", code: "today's", baseVersion: 7 });
  assertEquals(outcome.kind, "conflict");
});

Deno.test("where no draft is stored, any base version is saved and counted on", async () => {
  using opened = new Opened();
  const outcome = await opened.progress.saveDraft("ada", { labId: "x", code: "kept in the browser", baseVersion: 7 });
  assert(outcome.kind === "saved");
  assertEquals(outcome.draft.version, 8);
});

Deno.test("a graded run counts as an attempt once, however often it is reported", async () => {
  using opened = new Opened();
  const result = resultOf({ outcome: "failed" });
  await opened.progress.recordAttempt("ada", result, "code");
  await opened.progress.recordAttempt("ada", result, "code");
  const [lab] = (await opened.progress.learner("ada")).labs;
  assertEquals(lab, { labId: "first-overlap", attempts: 1, passedAtMs: null, passedCode: null });
});

Deno.test("runs that judged nothing are no attempts", async () => {
  using opened = new Opened();
  for (const outcome of ["busy", "cancelled", "runner-fault"] as const) {
    await opened.progress.recordAttempt("ada", resultOf({ outcome }), "code");
  }
  await opened.progress.recordAttempt("ada", resultOf({ mode: "run", outcome: "finished" }), "code");
  assertEquals((await opened.progress.learner("ada")).labs, []);
});

Deno.test("a later pass keeps the day of the first and the code of the last", async () => {
  using opened = new Opened();
  await opened.progress.recordAttempt("ada", resultOf(), "first code");
  const first = (await opened.progress.learner("ada")).labs[0];
  await opened.progress.recordAttempt("ada", resultOf(), "last code");
  await opened.progress.recordAttempt("ada", resultOf({ outcome: "failed" }), "broken again");
  const last = (await opened.progress.learner("ada")).labs[0];
  assertEquals(last, {
    labId: "first-overlap",
    attempts: 3,
    passedAtMs: first?.passedAtMs ?? 0,
    passedCode: "last code",
  });
});

Deno.test("a question counts its tries and stays correct once it was", async () => {
  using opened = new Opened();
  for (const correct of [false, true, false]) {
    await opened.progress.recordAnswer("ada", { chapter: "what-runs-when", questionId: "who-waits", correct });
  }
  const { answers } = await opened.progress.learner("ada");
  assertEquals(answers, [{ chapter: "what-runs-when", questionId: "who-waits", correct: true, tries: 3 }]);
});

Deno.test("a new recovery phrase closes the old one", async () => {
  using opened = new Opened();
  await opened.progress.setPhrase("ada", "old");
  await opened.progress.setPhrase("ada", "new");
  assertEquals(await opened.progress.learnerByPhrase("old"), null);
  assertEquals(await opened.progress.learnerByPhrase("new"), "ada");
});

Deno.test("what was saved is there after closing and opening again", async () => {
  using folder = new DataFolder();
  const before = openProgress(folder.path);
  await before.saveDraft("ada", { labId: "x", code: "kept", baseVersion: 0 });
  before.close();
  const after = openProgress(folder.path);
  assertEquals((await after.draft("ada", "x"))?.code, "kept");
  after.close();
});

Deno.test("a damaged database is refused in one sentence with its remedy", () => {
  using folder = new DataFolder();
  Deno.writeTextFileSync(`${folder.path}/progress.db`, "these are not the bytes of a database ".repeat(200));
  const error = assertThrows(() => openProgress(folder.path), DataFolderRefused);
  assertStringIncludes(error.message, "is damaged");
  assertStringIncludes(error.message, "put a backup in its place");
});

Deno.test("a folder that cannot be made is refused in one sentence with its remedy", () => {
  using folder = new DataFolder();
  Deno.writeTextFileSync(`${folder.path}/taken`, "");
  const error = assertThrows(() => openProgress(`${folder.path}/taken`), DataFolderRefused);
  assertStringIncludes(error.message, "--data");
});
