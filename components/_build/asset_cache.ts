/**
 * Keeps built assets between starts, so that a warm start neither bundles nor compresses.
 *
 * A build is good for as long as every file that went into it is what it was, the same entry points are there, and the
 * packages are the pinned ones. The manifest says so; it is written last, so that a build cut short counts as none.
 */
import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import type { Asset, Assets } from "./assets.ts";
import { contentTypeOf } from "./content_type.ts";
import { type EntryPoints, ROOT } from "./entry_points.ts";

/** What a build is asked to make. Another recipe is another build. */
export interface Recipe {
  /** Changes when the same files would be built in another way. */
  readonly method: number;
  readonly dev: boolean;
  readonly entries: EntryPoints;
  /** CSS that is generated: the colours of highlighted code. */
  readonly codeStyles: string;
}

/** A build without its bytes, and what it was made from. */
interface Manifest {
  readonly recipe: Recipe;
  /** Path from the project's root → hash of the content then. */
  readonly inputs: { readonly [path: string]: string };
  readonly paths: readonly string[];
  readonly assets: Omit<Assets, "files">;
}

/** What pins the packages: their code counts as changed when one of these is. */
const PINS: readonly string[] = ["deno.json", "deno.lock"];

const MANIFEST = "manifest.json";

/** The build that `folder` holds, if it is still good for this recipe. */
export async function readKeptAssets(folder: string, recipe: Recipe): Promise<Assets | null> {
  try {
    const manifest: Manifest = JSON.parse(await Deno.readTextFile(join(folder, MANIFEST)));
    if (JSON.stringify(manifest.recipe) !== JSON.stringify(recipe)) return null;
    const now = await hashFiles(Object.keys(manifest.inputs));
    if (Object.entries(manifest.inputs).some(([path, hash]) => now[path] !== hash)) return null;
    const files = await Promise.all(manifest.paths.map((path) => readAsset(folder, path)));
    return { ...manifest.assets, files: new Map(files.map((file) => [file.path, file])) };
  } catch (error) {
    // No build yet, or half of one, or one of an older layout: each is answered by building.
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError || error instanceof TypeError) {
      return null;
    }
    throw error;
  }
}

/** Keeps a build; `inputs` are paths from the project's root. */
export async function keepAssets(
  folder: string,
  build: { readonly recipe: Recipe; readonly inputs: readonly string[]; readonly assets: Assets },
): Promise<void> {
  await Deno.remove(folder, { recursive: true }).catch(ignoreMissing);
  await Deno.mkdir(folder, { recursive: true });
  const { files, ...assets } = build.assets;
  await Promise.all([...files.values()].map((file) => writeAsset(folder, file)));
  const manifest: Manifest = {
    recipe: build.recipe,
    inputs: await hashFiles([...PINS, ...build.inputs]),
    paths: [...files.keys()],
    assets,
  };
  await Deno.writeTextFile(join(folder, MANIFEST), JSON.stringify(manifest, null, 1));
}

async function readAsset(folder: string, path: string): Promise<Asset> {
  const file = join(folder, basename(path));
  const [bytes, gzip, brotli] = await Promise.all(["", ".gz", ".br"].map((ending) => Deno.readFile(file + ending)));
  return { path, contentType: contentTypeOf(path), bytes: bytes!, gzip: gzip!, brotli: brotli! };
}

async function writeAsset(folder: string, asset: Asset): Promise<void> {
  const file = join(folder, basename(asset.path));
  await Promise.all([
    Deno.writeFile(file, asset.bytes),
    Deno.writeFile(`${file}.gz`, asset.gzip),
    Deno.writeFile(`${file}.br`, asset.brotli),
  ]);
}

async function hashFiles(paths: readonly string[]): Promise<{ readonly [path: string]: string }> {
  const hashed = await Promise.all(paths.map(async (path) => {
    const bytes = await Deno.readFile(new URL(path, ROOT));
    return [path, createHash("sha256").update(bytes).digest("hex")] as const;
  }));
  return Object.fromEntries(hashed);
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
