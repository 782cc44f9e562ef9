/** The one door to esbuild. */
import * as esbuild from "esbuild";

export type { BuildOptions as BundleOptions, Plugin } from "esbuild";

// esbuild's service is one process shared by all builds: it is stopped when the last of them is through.
let running = 0;

/**
 * Bundles in memory and stops esbuild's service again, so that no process is left behind.
 *
 * Throws esbuild's own error, whose message lists each problem with file, line and column.
 */
export async function bundle(options: esbuild.BuildOptions) {
  running++;
  try {
    return await esbuild.build({ ...options, write: false, metafile: true, logLevel: "silent" });
  } finally {
    running--;
    if (running === 0) await esbuild.stop();
  }
}
