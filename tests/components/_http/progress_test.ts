import { assertEquals, assertStringIncludes } from "@std/assert";
import { errorOf, resultOf, TestSite } from "./fixture.ts";

const DRAFT = { labId: "first-overlap", code: "// mine", version: 3, savedAtMs: 500 };
const FILE = { format: "interleave-progress", version: 1, exportedAtMs: 1, drafts: [DRAFT], labs: [], answers: [] };

Deno.test("an export is a file to keep, and brings drafts and answers back", async () => {
  using site = new TestSite();
  await site.progress.saveDraft("local", { labId: "first-overlap", code: "// mine", baseVersion: 0 });
  const answer = { chapter: "what-runs-when", questionId: "who-waits" };
  await site.progress.recordAnswer("local", { ...answer, correct: true });
  const response = await site.fetch("/api/progress/export");
  assertStringIncludes(response.headers.get("content-disposition") ?? "", "attachment");
  const file = await response.json();

  using other = new TestSite();
  const summary = await (await other.send("POST", "/api/progress/import", file)).json();
  assertEquals(summary, { drafts: 1, answers: 1, keptHere: [] });
  assertEquals((await other.progress.learner("local")).answers, [{ ...answer, correct: true, tries: 1 }]);
});

Deno.test("a pass in an import is read over, and the solution stays closed", async () => {
  using site = new TestSite();
  const labs = [{ labId: "first-overlap", attempts: 1, passedAtMs: 5, passedCode: "forged" }];
  assertEquals((await site.send("POST", "/api/progress/import", { ...FILE, labs })).status, 200);
  assertEquals((await (await site.fetch("/api/progress")).json()).labs, []);
  assertEquals((await site.fetch("/api/labs/first-overlap/solution")).status, 403);
});

Deno.test("what this edition has no place for is left out of an import", async () => {
  using site = new TestSite();
  const drafts = [DRAFT, { ...DRAFT, labId: "invented" }];
  const summary = await (await site.send("POST", "/api/progress/import", { ...FILE, drafts })).json();
  assertEquals(summary.drafts, 1);
});

Deno.test("a file that does not fit is refused by the field's name", async () => {
  using site = new TestSite();
  const response = await site.send("POST", "/api/progress/import", { ...FILE, drafts: [{ ...DRAFT, code: 5 }] });
  assertEquals(response.status, 400);
  assertStringIncludes(await errorOf(response), "drafts[0].code is 5");
});

Deno.test("the solution opens with the pass, and shows where the learner's own differs", async () => {
  using site = new TestSite();
  const closed = await site.fetch("/api/labs/first-overlap/solution");
  assertEquals(closed.status, 403);
  assertStringIncludes(await errorOf(closed), "once your own passes");
  await site.progress.recordAttempt("local", resultOf(), "first\nmine\n");
  const open = await (await site.fetch("/api/labs/first-overlap/solution")).json();
  assertEquals(open, {
    solution: "first\nsolved\n",
    diff: [
      { kind: "same", text: "first\n" },
      { kind: "removed", text: "mine\n" },
      { kind: "added", text: "solved\n" },
    ],
  });
});

Deno.test("no path of the site takes a pass", async () => {
  using site = new TestSite();
  for (const path of ["/progress", "/api/progress", "/api/passes", "/api/labs/first-overlap", "/progress/reset"]) {
    const response = await site.send("POST", path, { labId: "first-overlap", passed: true });
    assertEquals(response.status >= 400, true, path);
    await response.body?.cancel();
  }
  assertEquals((await site.progress.learner("local")).labs, []);
});
