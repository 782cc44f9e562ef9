/** Islands, loader, stylesheet and fonts → what the server hands out. */
import { extname, join } from "node:path";
import { highlightCss } from "../../chapters/_render/highlight_css.ts";
import { keepAssets, readKeptAssets, type Recipe } from "./asset_cache.ts";
import type { Asset, Assets } from "./assets.ts";
import type { BundledFile } from "./bundle_assets.ts";
import { compress } from "./compress.ts";
import { contentTypeOf } from "./content_type.ts";
import { findEntryPoints } from "./entry_points.ts";

/** Raise it when a change here, in `bundle_assets.ts` or in `compress.ts` gives other bytes from the same sources. */
const METHOD = 1;

/**
 * Builds everything that the browser downloads besides pages, or takes it from `cacheFolder` when nothing has changed.
 * `dev` leaves the code readable, with source maps, and compresses fast.
 *
 * Throws esbuild's own error, which names file and line, when a source does not compile.
 */
export async function buildAssets(options: { cacheFolder: string; dev: boolean }): Promise<Assets> {
  const recipe: Recipe = { method: METHOD, dev: options.dev, entries: findEntryPoints(), codeStyles: highlightCss() };
  const folder = join(options.cacheFolder, "assets");
  const kept = await readKeptAssets(folder, recipe);
  if (kept !== null) return kept;

  // Only now: a warm start does without esbuild.
  const { bundleAssets } = await import("./bundle_assets.ts");
  const bundled = await bundleAssets(recipe);
  const files = await Promise.all(bundled.files.map((file) => toAsset(file, options)));
  const assets: Assets = {
    files: new Map(files.map((file) => [file.path, file])),
    loader: pathOf(bundled.loader),
    theme: pathOf(bundled.theme),
    stylesheet: pathOf(bundled.stylesheet),
    fonts: bundled.fonts.map(pathOf),
    islands: Object.fromEntries(Object.entries(bundled.islands).map(([name, file]) => [name, pathOf(file)])),
  };
  await keepAssets(folder, { recipe, inputs: bundled.inputs, assets });
  return assets;
}

async function toAsset({ name, bytes }: BundledFile, options: { dev: boolean }): Promise<Asset> {
  // A woff2 file is compressed in itself: trying hard would take seconds and save nothing.
  const compressed = await compress(bytes, { fast: options.dev || extname(name) === ".woff2" });
  return { path: pathOf(name), contentType: contentTypeOf(name), bytes, ...compressed };
}

function pathOf(name: string): string {
  return `/assets/${name}`;
}
