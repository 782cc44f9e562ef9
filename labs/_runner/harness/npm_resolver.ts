/**
 * Lets esbuild find npm packages where Deno keeps them: in its global cache, with no `node_modules` folder.
 *
 * Deno answers which package an import means (through deno.json for our own files, through the package's dependencies
 * for a package's), and esbuild then picks the file: inside a package's folder its own name leads to its `exports`.
 */
import { findPackageJSON, isBuiltin } from "node:module";
import { dirname } from "node:path";
import type { Plugin } from "./bundle.ts";

/** Marks a look-up that already starts in the right folder. */
const INSIDE_PACKAGE = Symbol("inside the package");

export const npmResolver: Plugin = {
  name: "npm-resolver",
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, async ({ path, importer, kind, pluginData }) => {
      if (kind === "entry-point" || pluginData === INSIDE_PACKAGE || URL.canParse(path)) return;
      if (isBuiltin(path)) return { path: `node:${path}`, external: true };
      const packageJson = findPackageJSON(path, importer);
      if (packageJson === undefined) {
        return { errors: [{ text: `no package for "${path}": name it in the imports of deno.json` }] };
      }
      const from = { resolveDir: dirname(packageJson), importer, kind, pluginData: INSIDE_PACKAGE };
      const exported = await build.resolve(path, from);
      // A package without `exports` is not known to itself by its name: what remains is its `main`.
      return exported.errors.length === 0 ? exported : await build.resolve("./", from);
    });
  },
};
