/** What the browser's bundles begin with: found in the folders, so that a new island or stylesheet needs no entry in a list. */
import { basename } from "node:path";

/** The project's root, which esbuild's paths are relative to. */
export const ROOT = new URL("../../", import.meta.url);

/** Stylesheet that imports the pages' own ones in their order. */
const BOOK_STYLES = "components/pages/css/book.css";

/** Paths from the project's root. */
export interface EntryPoints {
  /** Loader of the islands. */
  readonly loader: string;
  /** Script that runs before the first paint. */
  readonly theme: string;
  /** Island name → its module. */
  readonly islands: { readonly [name: string]: string };
  /** In the order in which they are read. */
  readonly styles: readonly string[];
}

/** Finds the islands and stylesheets that are there now, by name. */
export function findEntryPoints(): EntryPoints {
  const islands = filesIn("components/islands", ".tsx");
  return {
    loader: "components/_build/hydrate.ts",
    theme: "components/_build/apply_theme.ts",
    islands: Object.fromEntries(islands.map((path) => [basename(path, ".tsx"), path])),
    styles: [BOOK_STYLES, ...filesIn("components/drawing", ".css"), ...filesIn("components/islands", ".css")],
  };
}

/** Files that lie right in a folder, in the order of their names: folders below hold the parts of one island. */
function filesIn(folder: string, ending: string): readonly string[] {
  const names = [...Deno.readDirSync(new URL(folder, ROOT))].filter(({ isFile }) => isFile).map(({ name }) => name);
  return names.filter((name) => name.endsWith(ending)).sort().map((name) => `${folder}/${name}`);
}
