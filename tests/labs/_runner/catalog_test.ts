import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { loadLabs } from "../../../labs/_runner/catalog.ts";
import { temporaryFolder } from "./temporary_folder.ts";

const TASK = `---
title: First overlap
chapter: what-runs-when
kind: deno
minutes: 10
points: 2
hints:
  - Look at what starts a call.
starterFails: all calls are in flight at once
---

Make the calls overlap.
`;

const LAB: Readonly<Record<string, string>> = {
  "first-overlap/task.md": TASK,
  "first-overlap/starter.ts": "// starter\n",
  "first-overlap/solution.ts": "// solution\n",
  "first-overlap/drive.ts": "",
  "first-overlap/judge.ts": "",
  "first-overlap/wrong/waits.ts": "",
};

async function refusal(files: Readonly<Record<string, string>>): Promise<string> {
  await using folder = await temporaryFolder(files);
  const error = await assertRejects(() => loadLabs(folder.url), SyntaxError);
  return error.message;
}

Deno.test("a lab is its front matter, its text and its files; folders of machinery are skipped", async () => {
  await using folder = await temporaryFolder({
    ...LAB,
    "_runner/any.ts": "",
    "a-lab/task.md": TASK.replace("First", "A"),
  });
  for (const file of ["starter.ts", "solution.ts", "drive.ts", "judge.ts"]) {
    await Deno.writeTextFile(new URL(`a-lab/${file}`, folder.url), "");
  }
  const labs = await loadLabs(folder.url);
  assertEquals([...labs.keys()], ["a-lab", "first-overlap"]);
  assertEquals(labs.get("first-overlap"), {
    id: "first-overlap",
    title: "First overlap",
    chapter: "what-runs-when",
    kind: "deno",
    minutes: 10,
    points: 2,
    hints: ["Look at what starts a call."],
    starterFails: "all calls are in flight at once",
    task: "Make the calls overlap.\n",
    taskLine: 12,
    starter: "// starter\n",
    solution: "// solution\n",
    folder: new URL("first-overlap/", folder.url),
    driveUrl: new URL("first-overlap/drive.ts", folder.url),
    judgeUrl: new URL("first-overlap/judge.ts", folder.url),
  });
});

Deno.test("files that are missing or do not belong are refused by path", async () => {
  const { "first-overlap/judge.ts": _judge, ...withoutJudge } = LAB;
  assertStringIncludes(await refusal(withoutJudge), "labs/first-overlap/judge.ts:1: is missing");
  assertStringIncludes(
    await refusal({ ...LAB, "first-overlap/notes.txt": "" }),
    "labs/first-overlap/notes.txt:1: does not belong",
  );
  assertStringIncludes(
    await refusal({ ...LAB, "first-overlap/more/x.ts": "" }),
    "labs/first-overlap/more:1: does not belong",
  );
  assertStringIncludes(await refusal({ ...LAB, "README.md": "" }), "labs/README.md:1: is a stray file");
});

Deno.test("a judge may have parts", async () => {
  await using folder = await temporaryFolder({ ...LAB, "first-overlap/judge_draws.ts": "" });
  assertEquals([...(await loadLabs(folder.url)).keys()], ["first-overlap"]);
});

Deno.test("a folder's name is a lab's id, in kebab-case", async () => {
  assertStringIncludes(
    await refusal({ "FirstOverlap/task.md": TASK }),
    "labs/FirstOverlap:1: is not named in kebab-case",
  );
  assertStringIncludes(
    await refusal({ "first_overlap/task.md": TASK }),
    "labs/first_overlap:1: is not named in kebab-case",
  );
});

Deno.test("a lab's own limits are taken over", async () => {
  await using folder = await temporaryFolder({
    ...LAB,
    "first-overlap/task.md": TASK.replace("hints:", "limits:\n  wallMs: 20000\nhints:"),
  });
  assertEquals((await loadLabs(folder.url)).get("first-overlap")!.limits, { wallMs: 20_000 });
});
