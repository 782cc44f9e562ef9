import { assert, assertEquals } from "@std/assert";
import { loadBook } from "../../../chapters/_render/load_book.ts";
import { claimsOf, contradiction, gapsIn } from "../../../labs/_cli/claims.ts";
import { CHAPTER_FILES, fill, LAB_FILES } from "../../../labs/_cli/templates.ts";
import { loadAnswers } from "../../../labs/_runner/answers.ts";
import { loadLabs } from "../../../labs/_runner/catalog.ts";
import { openRunner } from "../../../labs/_runner/embedded_runner.ts";
import { createGrader } from "../../../labs/_runner/grader.ts";
import { buildHarness } from "../../../labs/_runner/harness/build_harness.ts";

const LABS = new URL("../../../labs/", import.meta.url);

/** Writes files below `folder`, which ends in a slash. */
async function write(folder: URL, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, text] of files) {
    await Deno.mkdir(new URL("./", new URL(path, folder)), { recursive: true });
    await Deno.writeTextFile(new URL(path, folder), text);
  }
}

Deno.test("a new lab proves: its starter fails as declared, right answers pass, wrong ones are refused by name", async () => {
  // Beside the real labs, in a folder of machinery's name that catalogs pass over: judges import by relative paths.
  const labsFolder = new URL(`_new_lab_test_${crypto.randomUUID()}/`, LABS);
  const cache = await Deno.makeTempDir();
  try {
    const files = fill(LAB_FILES, { id: "brand-new", chapter: "some-chapter" });
    const deeper = new Map(
      [...files].map(([path, text]) => [path, text.replaceAll('"../_runner/', '"../../_runner/')]),
    );
    await write(new URL("brand-new/", labsFolder), deeper);
    const labs = await loadLabs(labsFolder);
    const lab = labs.get("brand-new")!;
    const answers = await loadAnswers(lab);
    assertEquals(gapsIn(lab, answers), []);
    const runner = await openRunner({ harness: await buildHarness(cache) });
    const grader = createGrader({ runner, labs });
    for (const claim of claimsOf(lab, answers)) {
      const request = { labId: lab.id, code: claim.code, mode: "grade", seed: 1 } as const;
      const events = await Array.fromAsync(grader.run(request, { queueKey: "test" }));
      const done = events.at(-1);
      assert(done?.type === "done");
      assertEquals(contradiction(claim, done.result), null, claim.file);
    }
    grader.close();
    await runner.close();
  } finally {
    await Deno.remove(labsFolder, { recursive: true });
    await Deno.remove(cache, { recursive: true });
  }
});

Deno.test("a new chapter renders, with its listing run and its question's key computed", async () => {
  const chapters = await Deno.makeTempDir();
  const cacheFolder = await Deno.makeTempDir();
  try {
    const folder = new URL(`file://${chapters}/`);
    await write(new URL("01-brand-new/", folder), fill(CHAPTER_FILES, { id: "brand-new", chapter: "brand-new" }));
    await Deno.writeTextFile(new URL("glossary.yaml", folder), "[]\n");
    const { chapters: [chapter] } = await loadBook({ folder, labIds: new Set(), cacheFolder });
    const key = chapter!.keys["brand-new-first"];
    assert(key?.kind === "predict-output");
    assertEquals(key.output.trim(), "9 30 200");
  } finally {
    for (const path of [chapters, cacheFolder]) await Deno.remove(path, { recursive: true });
  }
});
