import { assertEquals, assertRejects } from "@std/assert";
import { loadAnswers } from "../../../labs/_runner/answers.ts";
import type { Lab } from "../../../labs/_runner/lab.ts";
import { temporaryFolder } from "./temporary_folder.ts";

const WRONG = "// fails: all at once\n// says: one after the other\nexport const page = 1;\n";

async function answersIn(files: Readonly<Record<string, string>>) {
  await using folder = await temporaryFolder(files);
  return await loadAnswers({ id: "first-overlap", folder: folder.url } as Lab);
}

Deno.test("wrong answers declare the test that they fail and what they are told; right ones declare nothing", async () => {
  assertEquals(await answersIn({ "wrong/waits.ts": WRONG, "right/b.ts": "2\n", "right/a.ts": "1\n" }), {
    wrong: [{ mistake: "waits", code: WRONG, failsTest: "all at once", says: "one after the other" }],
    right: [{ name: "a", code: "1\n" }, { name: "b", code: "2\n" }],
  });
});

Deno.test("a lab without folders of answers has none", async () => {
  assertEquals(await answersIn({}), { wrong: [], right: [] });
});

Deno.test("a head that declares too little is refused by file, line and remedy", async () => {
  const file = "labs/first-overlap/wrong/waits.ts";
  await assertRejects(
    () => answersIn({ "wrong/waits.ts": "1;\n" }),
    SyntaxError,
    `${file}:1: the head lacks "// fails:"`,
  );
  await assertRejects(
    () => answersIn({ "wrong/waits.ts": "// fails: all at once\n// says:\n" }),
    SyntaxError,
    `${file}:2: the head lacks "// says:"`,
  );
});

Deno.test("a file that is no TypeScript is refused", async () => {
  await assertRejects(() => answersIn({ "right/notes.md": "" }), SyntaxError, "labs/first-overlap/right/notes.md:1");
});
