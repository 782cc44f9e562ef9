/** Builds what runs inside the sandbox: the harness with the modules that learners may import, and each lab's drive. */
import type { Lab } from "../lab.ts";
import { exists, hashFiles, putFolder } from "./build_cache.ts";
import { readBounded } from "../sandbox/read_bounded.ts";
import { npmResolver } from "./npm_resolver.ts";

/** Mounted read-only as `/book` in the sandbox: `harness.js`, `import_map.json` and the modules that both name. */
export interface HarnessFolder {
  /** Absolute path. */
  readonly folder: string;
  /**
   * Absolute path of another one, whose learners write AssemblyScript. Its compiler takes seconds to bundle, and half a
   * second to load: it is built when it is first asked for, and only the runs that need it load it.
   */
  withAssemblyScript(): Promise<string>;
}

/** How much of what a build says is kept. */
const BUILD_WORDS_BYTES = 4_096;
const RUNTIME = new URL("../../_runtime/", import.meta.url);
/** A drive, or a part of one that is too long for one file. */
const DRIVE_FILE = /^drive(_[a-z_]+)?\.ts$/;
const DRIVE_CACHE = `${import.meta.dirname}/../../../.cache/drives`;

/**
 * Builds the harness into a folder of `cacheFolder` (an absolute path), or finds it there.
 *
 * Each `labs/_runtime/<name>/mod.ts` becomes `@interleave/<name>`. esbuild starts only when a source has changed.
 */
export async function buildHarness(cacheFolder: string): Promise<HarnessFolder> {
  const here = new URL("./", import.meta.url);
  const limits = new URL("../limits.ts", import.meta.url);
  const sources = [...await typeScriptIn(here), limits, ...await typeScriptIn(RUNTIME)];
  const folder = `${cacheFolder}/harness-${await hashFiles(sources)}`;
  if (!await exists(folder)) await putFolder(folder, await bundleHarness({ assemblyScript: false }));
  return { folder, withAssemblyScript: () => buildApart(`${folder}-assembly-script`) };
}

/** In a process of its own: installing and loading a compiler would hold the server's loop, and stay in its memory. */
async function buildApart(folder: string): Promise<string> {
  if (await exists(folder)) return folder;
  const program = decodeURIComponent(new URL("build_assembly_script.ts", import.meta.url).pathname);
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--quiet", program, folder],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const [{ success }, words] = await Promise.all([child.status, readBounded(child.stderr, BUILD_WORDS_BYTES)]);
  if (success) return folder;
  throw new Error(`The compiler of AssemblyScript could not be built: ${words}`);
}

/**
 * A lab's `drive.ts` as JavaScript that leaves `@interleave/*` to the sandbox's import map.
 *
 * Throws `SyntaxError` when it does not compile, or when it imports values from other files than its own parts,
 * `drive_<part>.ts`: a module bundled into the drive would be another instance than the learner's.
 */
export async function bundleDrive(lab: Lab): Promise<string> {
  const folder = `${DRIVE_CACHE}/${await hashFiles(await driveFiles(lab))}`;
  if (!await exists(folder)) await putFolder(folder, new Map([["drive.js", await compileDrive(lab)]]));
  return await Deno.readTextFile(`${folder}/drive.js`);
}

/** The drive and its parts. */
async function driveFiles({ driveUrl }: Lab): Promise<URL[]> {
  const folder = new URL("./", driveUrl);
  const entries = await Array.fromAsync(Deno.readDir(folder));
  const names = entries.map(({ name }) => name).filter((name) => DRIVE_FILE.test(name));
  return names.sort().map((name) => new URL(name, folder));
}

async function compileDrive(lab: Lab): Promise<string> {
  const { bundle } = await import("./bundle.ts");
  const name = `labs/${lab.id}/drive.ts`;
  const entry = await Deno.realPath(lab.driveUrl);
  const result = await bundle({
    entryPoints: [entry],
    // What is bundled goes by its path from here: a name without a folder is a file of the lab's own.
    absWorkingDir: entry.slice(0, -"/drive.ts".length),
    outdir: "/",
    bundle: true,
    format: "esm",
    platform: "neutral",
    external: ["@interleave/*", "node:*"],
  }).catch((error: Error) => {
    throw new SyntaxError(`${name} does not compile: ${error.message}`, { cause: error });
  });
  const others = Object.keys(result.metafile.inputs).filter((input) => !DRIVE_FILE.test(input));
  if (others.length > 0) {
    throw new SyntaxError(
      `${name} imports values from ${others.join(", ")}. ` +
        `Import them as @interleave/<name>, keep them in a part of the drive (drive_<part>.ts), or import types only.`,
    );
  }
  return result.outputFiles[0]!.text;
}

/** `<name>` → address, for every `labs/_runtime/<name>/mod.ts`. */
async function runtimeModules(): Promise<ReadonlyMap<string, URL>> {
  const names: string[] = [];
  for await (const entry of Deno.readDir(RUNTIME)) if (entry.isDirectory) names.push(entry.name);
  const modules = new Map<string, URL>();
  for (const name of names.sort()) {
    const address = new URL(`${name}/mod.ts`, RUNTIME);
    if (await exists(decodeURIComponent(address.pathname))) modules.set(name, address);
  }
  return modules;
}

/** The files of a harness, path → text; with the compiler of AssemblyScript, or without. */
export async function bundleHarness(
  { assemblyScript }: { readonly assemblyScript: boolean },
): Promise<ReadonlyMap<string, string>> {
  const modules = await runtimeModules();
  const { bundle } = await import("./bundle.ts");
  // Loading a module is what makes Deno install the packages that it imports; nothing of it is called here.
  await import("./compile_learner.ts");
  if (assemblyScript) await import("./compile_assembly_script.ts");
  const driver = await bundleDriver();
  const entries = [...modules].map(([name, address]) => [`interleave/${name}`, decodeURIComponent(address.pathname)]);
  const result = await bundle({
    entryPoints: Object.fromEntries([["main", `${import.meta.dirname}/harness.ts`], ...entries]),
    outdir: "/",
    bundle: true,
    // Shared chunks: a module that two others import is one instance for the drive, the learner and the harness.
    splitting: true,
    format: "esm",
    platform: "neutral",
    external: ["node:*"],
    define: {
      REAL_KERNEL_DRIVER: JSON.stringify(driver),
      ASSEMBLY_SCRIPT: `${assemblyScript}`,
      // The compiler looks for Node, which it must not find.
      ...(assemblyScript ? { "process": "undefined", "globalThis.process": "undefined" } : {}),
    },
    plugins: [npmResolver],
  });
  const files = result.outputFiles.map((file) => [file.path.slice(1), file.text] as const);
  const names = [...modules.keys()];
  // The sandbox lets a learner's module import a file only when the main module has imported it already.
  const imports = [...names.map((name) => `./interleave/${name}.js`), "./main.js"];
  const importMap = Object.fromEntries(names.map((name) => [`@interleave/${name}`, `./interleave/${name}.js`]));
  return new Map([
    ...files,
    ["harness.js", imports.map((path) => `import ${JSON.stringify(path)};\n`).join("")],
    ["import_map.json", `${JSON.stringify({ imports: importMap }, null, 2)}\n`],
  ]);
}

/** The driver of the real kernel, as the text of one module. */
async function bundleDriver(): Promise<string> {
  const { bundle } = await import("./bundle.ts");
  const result = await bundle({
    entryPoints: [`${import.meta.dirname}/real_kernel/driver.ts`],
    outdir: "/",
    bundle: true,
    format: "esm",
    platform: "neutral",
    external: ["node:*"],
  });
  return result.outputFiles[0]!.text;
}

async function typeScriptIn(folder: URL): Promise<URL[]> {
  const files: URL[] = [];
  for await (const entry of Deno.readDir(folder)) {
    if (entry.isDirectory) files.push(...await typeScriptIn(new URL(`${entry.name}/`, folder)));
    else if (entry.name.endsWith(".ts")) files.push(new URL(entry.name, folder));
  }
  return files.sort((a, b) => (a.href < b.href ? -1 : 1));
}
