/** Entry points → bundled files in memory: the part of the build that starts esbuild. */
import { basename, extname } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle, type BundleOptions } from "../../labs/_runner/harness/bundle.ts";
import { npmResolver } from "../../labs/_runner/harness/npm_resolver.ts";
import type { Recipe } from "./asset_cache.ts";
import { ROOT } from "./entry_points.ts";
import { PRELOADED_FONTS } from "./fonts.ts";
import { installPackages } from "./install_packages.ts";

/** One output file, named after its content. */
export interface BundledFile {
  /** `<name>-<hash>.<extension>`. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** All that esbuild made, and from what. */
export interface Bundled {
  readonly files: readonly BundledFile[];
  /** Names of output files. */
  readonly loader: string;
  readonly theme: string;
  readonly stylesheet: string;
  readonly fonts: readonly string[];
  readonly islands: { readonly [name: string]: string };
  /** Every file of the project that went in: paths from the root. Packages are pinned in deno.json and deno.lock. */
  readonly inputs: readonly string[];
}

/** The output folder, which exists only in esbuild's mind. */
const OUT = "assets";

/**
 * Bundles the loader and the islands together, so that what they share is downloaded once, then the stylesheet and the
 * theme script, which stand alone.
 */
export async function bundleAssets({ entries, codeStyles, dev }: Recipe): Promise<Bundled> {
  const common = {
    absWorkingDir: fileURLToPath(ROOT),
    outdir: OUT,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    chunkNames: "shared-[hash]",
    bundle: true,
    minify: !dev,
    sourcemap: dev ? "inline" : false,
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ".woff2": "file" },
    plugins: [npmResolver],
  } satisfies BundleOptions;
  await installPackages(Object.values(entries.islands));
  const modules = await bundle({
    ...common,
    entryPoints: [entries.loader, ...Object.values(entries.islands)],
    format: "esm",
    splitting: true,
  });
  const alone = await bundle({
    ...common,
    entryPoints: [entries.theme],
    format: "iife",
    stdin: {
      contents: [...entries.styles.map((path) => `@import "./${path}";`), codeStyles].join("\n"),
      loader: "css",
      resolveDir: fileURLToPath(ROOT),
      sourcefile: "book.css",
    },
  });

  const outputFiles = [...modules.outputFiles, ...alone.outputFiles];
  const files = outputFiles.map((file) => ({ name: nameOf(file.path), bytes: new Uint8Array(file.contents) }));
  const outputs = { ...modules.metafile.outputs, ...alone.metafile.outputs };
  const madeFrom = (entry: string): string => {
    const found = Object.entries(outputs).find(([, output]) => output.entryPoint === entry);
    if (found === undefined) throw new Error(`esbuild made no file from ${entry}: is it an entry point?`);
    return nameOf(found[0]);
  };
  return {
    files,
    loader: madeFrom(entries.loader),
    theme: madeFrom(entries.theme),
    stylesheet: madeFrom("book.css"),
    fonts: PRELOADED_FONTS.map((font) => fontFile(files, font)),
    islands: Object.fromEntries(Object.entries(entries.islands).map(([name, path]) => [name, madeFrom(path)])),
    inputs: [...Object.keys(modules.metafile.inputs), ...Object.keys(alone.metafile.inputs)].filter(isOurs),
  };
}

/** The stylesheet is made from a list, which esbuild knows as its standard input: readers see it as `book`. */
function nameOf(path: string): string {
  return basename(path).replace(/^stdin-/, "book-");
}

/** Whether a path of esbuild's is a file of this project: not in Deno's cache, not the list of stylesheets made above. */
function isOurs(path: string): boolean {
  return !path.startsWith("..") && path !== "book.css";
}

function fontFile(files: readonly BundledFile[], font: string): string {
  const found = files.find(({ name }) => extname(name) === ".woff2" && name.startsWith(font));
  if (found === undefined) {
    throw new Error(`no stylesheet uses the font ${font}: name it in components/pages/css/fonts.css`);
  }
  return found.name;
}
