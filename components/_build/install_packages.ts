import { ROOT } from "./entry_points.ts";

/**
 * Makes Deno install the packages that some modules import, directly or not, `import()` included, by loading the modules.
 *
 * Deno installs what the modules of this process import and nothing else. The server's pages import the islands anyway;
 * this lets the build stand without them.
 */
export async function installPackages(paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map((path) => import(new URL(path, ROOT).href)));
}
