/** What sandboxes are built from on this machine, looked up once: the binary, its libraries, the filter, the cgroups. */
import { findCgroups } from "./cgroup.ts";
import type { Cgroups } from "./cgroup.ts";
import { loadedLibraries } from "./loaded_libraries.ts";
import { seccompProgram } from "./seccomp.ts";
import { STACK_MAP } from "./stack_map.ts";

/** The materials. Disposing removes the folder. */
export interface SandboxHost extends AsyncDisposable {
  readonly denoPath: string;
  readonly denoLibraries: readonly string[];
  /** util-linux `setpriv`, which drops capabilities at level `good`; `null` where it is not installed. */
  readonly setprivPath: string | null;
  readonly setprivLibraries: readonly string[];
  /** A folder of the runner's own, outside every sandbox. */
  readonly folder: string;
  /** The filter as `bwrap --seccomp` reads it. */
  readonly seccompFile: string;
  /** The filter of labs on the real kernel. */
  readonly realKernelSeccompFile: string;
  /** Stands for `/proc/self/maps` in a sandbox. */
  readonly stackMapFile: string;
  /** Makes a cgroup for each run, or says in a sentence why it can't. */
  readonly cgroups: Cgroups | string;
}

/** Where util-linux puts `setpriv`. */
const SETPRIV_PATHS = ["/usr/bin/setpriv", "/bin/setpriv", "/usr/sbin/setpriv"];

/** Looks at this machine and writes its files into a fresh temporary folder. */
export async function openHost(): Promise<SandboxHost> {
  const denoPath = await Deno.realPath(Deno.execPath());
  const setprivPath = SETPRIV_PATHS.find(isThere) ?? null;
  const folder = await Deno.makeTempDir({ prefix: "interleave-" });
  // Only a mount point: each sandbox mounts its own file tree on it, in its own mount namespace.
  await Deno.mkdir(`${folder}/root`);
  const seccompFile = `${folder}/seccomp.bpf`;
  await Deno.writeFile(seccompFile, seccompProgram(Deno.build.arch));
  const realKernelSeccompFile = `${folder}/real_kernel_seccomp.bpf`;
  await Deno.writeFile(realKernelSeccompFile, seccompProgram(Deno.build.arch, { realKernel: true }));
  const stackMapFile = `${folder}/stack_map`;
  await Deno.writeTextFile(stackMapFile, STACK_MAP);
  return {
    denoPath,
    denoLibraries: await loadedLibraries(denoPath),
    setprivPath,
    setprivLibraries: setprivPath === null ? [] : await loadedLibraries(setprivPath),
    folder,
    seccompFile,
    realKernelSeccompFile,
    stackMapFile,
    cgroups: findCgroups(),
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

function isThere(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
