/**
 * Lets esbuild find npm packages where Deno keeps them: in its global cache, with no `node_modules` folder.
 *
 * Deno answers which package an import means (through deno.json for our own files, through the package's dependencies
 * for a package's), and esbuild then picks the file: inside a package's folder its own name leads to its `exports`.
 */
import { findPackageJSON } from "node:module";
import { dirname } from "node:path";
import type { Plugin } from "./bundle.ts";

/** Marks a look-up that already starts in the right folder. */
const INSIDE_PACKAGE = Symbol("inside the package");

export const npmResolver: Plugin = {
  name: "npm-resolver",
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, async ({ path, importer, kind, pluginData }) => {
      if (kind === "entry-point" || pluginData === INSIDE_PACKAGE || URL.canParse(path)) return;
      const packageJson = findPackageJSON(path, importer);
      if (packageJson === undefined) {
        return { errors: [{ text: `no package for "${path}": name it in the imports of deno.json` }] };
      }
      return await build.resolve(path, {
        resolveDir: dirname(packageJson),
        importer,
        kind,
        pluginData: INSIDE_PACKAGE,
      });
    });
  },
};
