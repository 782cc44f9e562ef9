/** What a process needs that compiles and runs AssemblyScript: looked up and built when the first such run comes. */
import type { HarnessFolder } from "../harness/build_harness.ts";

/** What such a process is started with, in the place of what others get. */
export interface AssemblyScriptMeans {
  /** Absolute path of a harness with the compiler. */
  readonly harnessFolder: string;
  /** V8's experimental stack switching, where this Deno knows it. */
  readonly v8Flags: readonly string[];
}

/** Lets V8 accept a module that makes and resumes stacks. Deno refuses to start with a flag that its V8 does not know. */
const STACK_SWITCHING = "--experimental-wasm-wasmfx";

/** Builds the harness and tries the flag. */
export async function findAssemblyScriptMeans(
  harness: HarnessFolder,
  denoPath: string,
): Promise<AssemblyScriptMeans> {
  const [harnessFolder, knowsFlag] = await Promise.all([
    harness.withAssemblyScript(),
    startsWith(denoPath, STACK_SWITCHING),
  ]);
  return { harnessFolder, v8Flags: knowsFlag ? [STACK_SWITCHING] : [] };
}

/** Whether an empty program runs under the flag: `node:v8` sets it, too, but too late. */
async function startsWith(denoPath: string, flag: string): Promise<boolean> {
  const child = new Deno.Command(denoPath, {
    args: ["run", "--no-config", "--no-lock", `--v8-flags=${flag}`, "-"],
    env: { DENO_NO_UPDATE_CHECK: "1" },
    clearEnv: true,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  return (await child.status).success;
}
