import { assertEquals } from "@std/assert";
import { keepAssets, readKeptAssets, type Recipe } from "../../../components/_build/asset_cache.ts";
import type { Assets } from "../../../components/_build/assets.ts";

const RECIPE: Recipe = {
  method: 1,
  dev: false,
  entries: { loader: "hydrate.ts", theme: "apply_theme.ts", islands: {}, styles: [] },
  codeStyles: "",
};

const SCRIPT = {
  path: "/assets/hydrate-1.js",
  contentType: "text/javascript; charset=utf-8",
  bytes: new Uint8Array([1, 2, 3]),
  gzip: new Uint8Array([4]),
  brotli: new Uint8Array([5]),
};

const ASSETS: Assets = {
  files: new Map([[SCRIPT.path, SCRIPT]]),
  loader: SCRIPT.path,
  theme: "/assets/apply_theme-1.js",
  stylesheet: "/assets/book-1.css",
  fonts: [],
  islands: { question: "/assets/question-1.js" },
};

/** Keeps `ASSETS` as made from the licence, in a folder of its own. */
async function withKeptBuild(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await keepAssets(folder, { recipe: RECIPE, inputs: ["LICENSE"], assets: ASSETS });
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a kept build comes back as it was", async () => {
  await withKeptBuild(async (folder) => assertEquals(await readKeptAssets(folder, RECIPE), ASSETS));
});

Deno.test("an empty folder holds no build", async () => {
  const folder = await Deno.makeTempDir();
  assertEquals(await readKeptAssets(folder, RECIPE), null);
  await Deno.remove(folder);
});

Deno.test("a build for another recipe does not count", async () => {
  await withKeptBuild(async (folder) => {
    assertEquals(await readKeptAssets(folder, { ...RECIPE, dev: true }), null);
    assertEquals(await readKeptAssets(folder, { ...RECIPE, method: 2 }), null);
    assertEquals(await readKeptAssets(folder, { ...RECIPE, codeStyles: ".tok-keyword { color: red; }" }), null);
    const entries = { ...RECIPE.entries, islands: { question: "components/islands/question.tsx" } };
    assertEquals(await readKeptAssets(folder, { ...RECIPE, entries }), null);
  });
});

Deno.test("a build from sources that have changed since does not count", async () => {
  for (const input of ["LICENSE", "deno.json", "deno.lock"]) {
    await withKeptBuild(async (folder) => {
      const manifest = JSON.parse(await Deno.readTextFile(`${folder}/manifest.json`));
      manifest.inputs[input] = "the hash of what it was before";
      await Deno.writeTextFile(`${folder}/manifest.json`, JSON.stringify(manifest));
      assertEquals(await readKeptAssets(folder, RECIPE), null, input);
    });
  }
});

Deno.test("a build from a source that is gone does not count", async () => {
  await withKeptBuild(async (folder) => {
    const manifest = JSON.parse(await Deno.readTextFile(`${folder}/manifest.json`));
    manifest.inputs["components/islands/gone.tsx"] = "any hash";
    await Deno.writeTextFile(`${folder}/manifest.json`, JSON.stringify(manifest));
    assertEquals(await readKeptAssets(folder, RECIPE), null);
  });
});

Deno.test("a build that was cut short does not count", async () => {
  await withKeptBuild(async (folder) => {
    await Deno.remove(`${folder}/hydrate-1.js.br`);
    assertEquals(await readKeptAssets(folder, RECIPE), null);
  });
  await withKeptBuild(async (folder) => {
    await Deno.writeTextFile(`${folder}/manifest.json`, `{"recipe":`);
    assertEquals(await readKeptAssets(folder, RECIPE), null);
  });
});

Deno.test("keeping a build removes the files of the one before", async () => {
  await withKeptBuild(async (folder) => {
    await Deno.writeTextFile(`${folder}/hydrate-0.js`, "old");
    await keepAssets(folder, { recipe: RECIPE, inputs: ["LICENSE"], assets: ASSETS });
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    assertEquals(names, ["hydrate-1.js", "hydrate-1.js.br", "hydrate-1.js.gz", "manifest.json"]);
  });
});
