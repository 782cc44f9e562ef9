/** Group D of the hostile table: looking for the hidden tests and the solutions. */
import { assert, assertEquals, assertFalse, assertStringIncludes } from "@std/assert";
import { buildAssets } from "../../components/_build/build_assets.ts";
import { loadLabs } from "../../labs/_runner/catalog.ts";
import { TestSite } from "../components/_http/fixture.ts";
import { FixtureGrader } from "../labs/_runner/fixture_grader.ts";
import { hostileTest } from "./attack_run.ts";

/** Words that only the fixture's judge has. */
const JUDGES_WORDS = "scans and route to be in flight at once";

hostileTest("D1 the judge's file is not in the sandbox, by whatever address", async () => {
  await using fixture = await FixtureGrader.open();
  const { judgeUrl } = fixture.lab;
  assertStringIncludes(await Deno.readTextFile(judgeUrl), JUDGES_WORDS);
  for (const address of [judgeUrl.href, "file:///book/judge.ts", "/book/../judge.ts", "./judge.ts"]) {
    for (const type of ["text", "bytes"]) {
      const { result, output } = await fixture.hear(
        `import stolen from "${address}" with { type: "${type}" }; console.log(stolen);`,
      );
      assertEquals(result.outcome, "did-not-compile", `${address} as ${type}`);
      assertFalse(output.includes(JUDGES_WORDS));
    }
    const { output } = await fixture.hear(
      `console.log(await import(${JSON.stringify(address)}).catch((error) => error.message));`,
    );
    assertFalse(output.includes("judge:"), address);
  }
});

Deno.test("D2 what can be read of the harness holds no secret", async () => {
  await using fixture = await FixtureGrader.open();
  for (const file of ["harness.js", "main.js", "import_map.json"]) {
    const { output } = await fixture.hear(
      `import text from "file:///book/${file}" with { type: "text" }; console.log(text);`,
    );
    assertFalse(output.includes(JUDGES_WORDS), file);
  }
});

Deno.test("D3 a program may print the inputs that it got; there is nothing else to print", async () => {
  await using fixture = await FixtureGrader.open();
  const { output, result } = await fixture.hear(`
    export function page(...given) { console.log(Deno.inspect(given, { depth: 9 })); }
    export function order(...given) { console.log(Deno.inspect(given)); }
  `);
  assertEquals(result.outcome, "failed");
  assertStringIncludes(output, "P-");
  assertStringIncludes(output, "microtask 1");
  assertFalse(output.includes(JUDGES_WORDS));
});

Deno.test("D4 a heap snapshot holds the inputs, and nothing that they are compared with", async () => {
  await using fixture = await FixtureGrader.open();
  const { output } = await fixture.hear(`
    import v8 from "node:v8";
    export async function page(parcelId) {
      let snapshot = "";
      for await (const chunk of v8.getHeapSnapshot()) snapshot += chunk;
      const words = ${JSON.stringify(JUDGES_WORDS.split(" "))};
      console.log("input", snapshot.includes(parcelId), "judge", snapshot.includes(words.join(" ")));
    }
  `);
  assertEquals(output, "input true judge false\n");
});

Deno.test("D6 no file that every browser downloads holds a line of a solution", async () => {
  const root = new URL("../../", import.meta.url);
  const labs = await loadLabs(new URL("labs/", root));
  const assets = await buildAssets({ cacheFolder: new URL(".cache", root).pathname, dev: false });
  const texts = [...assets.files.values()].map((file) => new TextDecoder().decode(file.bytes));
  assert(labs.size > 0 && texts.length > 0);
  for (const lab of labs.values()) {
    const given = new Set(lab.starter.split("\n").map((line) => line.trim()));
    const secret = lab.solution.split("\n").map((line) => line.trim()).filter((line) =>
      line.length > 30 && !given.has(line)
    );
    assert(secret.length > 0, lab.id);
    for (const line of secret) assertFalse(texts.some((text) => text.includes(line)), `${lab.id}: ${line}`);
  }
});

Deno.test("D6 the server gives a solution to no one who has not passed, by no address", async () => {
  using site = new TestSite();
  assertEquals((await site.fetch("/api/labs/first-overlap/solution")).status, 403);
  for (
    const path of [
      "/api/labs/first-overlap?full=1",
      "/labs/first-overlap/solution.ts",
      "/labs/first-overlap?full=1",
      "/assets/book-1234.css.map",
    ]
  ) {
    assertFalse((await (await site.fetch(path)).text()).includes("solved"), path);
  }
});
