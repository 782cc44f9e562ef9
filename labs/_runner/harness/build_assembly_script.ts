/** A program: builds the harness that compiles AssemblyScript into the folder that it is given. */
import { putFolder } from "./build_cache.ts";
import { bundleHarness } from "./build_harness.ts";

await putFolder(Deno.args[0]!, await bundleHarness({ assemblyScript: true }));
