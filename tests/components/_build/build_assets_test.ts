import { assert, assertEquals, assertLess, assertMatch } from "@std/assert";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { buildAssets } from "../../../components/_build/build_assets.ts";
import type { Asset, Assets } from "../../../components/_build/assets.ts";

/** What a reader of a chapter may download as JavaScript before touching a lab, bytes of Brotli. */
const SCRIPT_BUDGET = 25_000;
/** Islands that few chapters have, and what these chapters may download in all. */
const RARE_ISLANDS: readonly string[] = ["compiler", "ways"];
const RARE_BUDGET = 32_000;

/** Builds from nothing into a folder that `use` may look into. */
async function withBuild(use: (assets: Assets, cacheFolder: string) => void | Promise<void>): Promise<void> {
  const cacheFolder = await Deno.makeTempDir();
  try {
    await use(await buildAssets({ cacheFolder, dev: false }), cacheFolder);
  } finally {
    await Deno.remove(cacheFolder, { recursive: true });
  }
}

function file(assets: Assets, path: string): Asset {
  const found = assets.files.get(path);
  assert(found !== undefined, `${path} is not among ${[...assets.files.keys()].join(", ")}`);
  return found;
}

const text = (asset: Asset) => new TextDecoder().decode(asset.bytes);

/** A script and all that it imports before it runs: dynamic imports are left out. */
function staticImports(assets: Assets, entry: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  for (const [, name] of text(file(assets, entry)).matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) {
    staticImports(assets, `/assets/${name}`, seen);
  }
  return seen;
}

Deno.test("a build from nothing", async (t) => {
  await withBuild(async (assets, cacheFolder) => {
    await t.step("names every file after its content", () => {
      for (const path of assets.files.keys()) assertMatch(path, /^\/assets\/[\w-]+-[A-Z0-9]{8}\.(js|css|woff2)$/);
    });

    await t.step("gives every file in three encodings of the same bytes", () => {
      for (const { path, bytes, gzip, brotli } of assets.files.values()) {
        assertEquals(new Uint8Array(gunzipSync(gzip)), bytes, path);
        assertEquals(new Uint8Array(brotliDecompressSync(brotli)), bytes, path);
      }
    });

    await t.step("holds every file that a page names", () => {
      const { loader, theme, stylesheet, fonts, islands } = assets;
      for (const path of [loader, theme, stylesheet, ...fonts, ...Object.values(islands)]) file(assets, path);
    });

    await t.step("has a module for every island in the folder", () => {
      const folder = new URL("../../../components/islands/", import.meta.url);
      const names = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name.endsWith(".tsx"));
      assertEquals(Object.keys(assets.islands).sort(), names.map((name) => name.slice(0, -".tsx".length)).sort());
    });

    await t.step("holds preact once, shared by the loader and every island", () => {
      const scripts = [...assets.files.values()].filter(({ path }) => path.endsWith(".js"));
      const holders = scripts.filter((script) => text(script).includes("getDerivedStateFromError"));
      assertEquals(holders.length, 1);
      const shared = holders[0]?.path ?? "";
      for (const entry of [assets.loader, ...Object.values(assets.islands)]) {
        assert(staticImports(assets, entry).has(shared), `${entry} does not share ${shared}`);
      }
    });

    await t.step("keeps the JavaScript of a chapter within its budget until a lab is touched", () => {
      const islands = Object.entries(assets.islands);
      const bytesOf = (entries: readonly string[]) => {
        const downloaded = new Set<string>([assets.theme]);
        for (const entry of [assets.loader, ...entries]) staticImports(assets, entry, downloaded);
        return [...downloaded].reduce((sum, path) => sum + file(assets, path).brotli.length, 0);
      };
      const common = islands.filter(([name]) => !RARE_ISLANDS.includes(name));
      assertEquals(common.length, islands.length - RARE_ISLANDS.length);
      assertLess(bytesOf(common.map(([, path]) => path)), SCRIPT_BUDGET);
      assertLess(bytesOf(islands.map(([, path]) => path)), RARE_BUDGET);
    });

    await t.step("leaves editor, parser and compiler out of what an island loads by itself", () => {
      const heavy = [...assets.files.values()].filter(({ path, brotli }) =>
        path.endsWith(".js") && brotli.length > 30_000
      );
      assertEquals(heavy.length, 2);
      for (const entry of Object.values(assets.islands)) {
        for (const { path } of heavy) assert(!staticImports(assets, entry).has(path), `${entry} loads ${path}`);
      }
    });

    await t.step("has a theme script that runs as a plain script, without imports", () => {
      assertEquals([...staticImports(assets, assets.theme)], [assets.theme]);
    });

    await t.step("has one stylesheet, with the styles of pages, drawings, islands and code", () => {
      const css = text(file(assets, assets.stylesheet));
      for (const rule of ["--paper", ".timeline-svg", ".lab-panel", ".tok-keyword", ".state-running"]) {
        assert(css.includes(rule), `no ${rule}`);
      }
      assert(!css.includes("@import"), "an @import would be a download of its own");
    });

    await t.step("has the fonts that pages preload, and no other origin in its stylesheet", () => {
      assertEquals(assets.fonts.length, 2);
      assert(!/url\(["']?(https?:)?\/\//.test(text(file(assets, assets.stylesheet))));
    });

    await t.step("is kept: the next start takes every byte from the cache", async () => {
      assertEquals(await buildAssets({ cacheFolder, dev: false }), assets);
      const kept = `${cacheFolder}/${assets.loader.slice(1)}`;
      await Deno.writeTextFile(kept, "marked in the cache");
      assertEquals(text(file(await buildAssets({ cacheFolder, dev: false }), assets.loader)), "marked in the cache");
    });

    await t.step("is built again when what is kept cannot be used", async () => {
      await Deno.remove(`${cacheFolder}/assets/manifest.json`);
      assertEquals(await buildAssets({ cacheFolder, dev: false }), assets);
    });
  });
});
