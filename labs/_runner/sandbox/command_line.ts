/**
 * From a set of layers to the command that starts a sandbox.
 *
 * A shell line comes first, because it can do to itself what `Deno.Command` can't do to a child: join cgroups, set limits and
 * open a descriptor. It then becomes the program (`exec`), so no shell is left running.
 */
import { START_DRIVER } from "../harness/start_driver_argument.ts";
import { RUNNER_LIMITS } from "../limits.ts";
import type { RunLimits } from "../protocol.ts";
import { bubblewrap } from "./bubblewrap.ts";
import type { SandboxHost } from "./host.ts";
import type { SandboxLayers } from "./layers.ts";
import { quote } from "./quote.ts";
import { unshared } from "./unshared.ts";

/** A command as `Deno.Command` takes it, with the whole environment that it gets. */
export interface CommandLine {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What a command line is made from. */
export interface CommandLineOptions {
  readonly host: SandboxHost;
  readonly layers: SandboxLayers;
  readonly limits: RunLimits;
  /** With what the driver of a real kernel needs: native code until it is open, and its system calls. */
  readonly realKernel: boolean;
  /** Flags for V8 besides the heap's size. */
  readonly v8Flags?: readonly string[];
  /** Absolute path of the folder that holds `harness.js` and `import_map.json`. */
  readonly harnessFolder: string;
  /** The files of the run's cgroups that a process joins by. */
  readonly joinFiles: readonly string[];
}

/** The descriptor that carries the seccomp filter from the shell to bubblewrap. */
const FILTER_DESCRIPTOR = 9;

/** Assembles the command. */
export function commandLine(options: CommandLineOptions): CommandLine {
  const { host, layers, harnessFolder } = options;
  const inside = layers.namespaces !== "none";
  const deno = denoArguments(options, inside ? "/book" : harnessFolder);
  // There is no /dev/null folder: without a tmpfs of its own Deno must have nowhere to write.
  const env = { ...ENVIRONMENT, DENO_DIR: inside ? "/tmp/deno" : "/dev/null/deno" };
  // Windows has no shell line, hence none of these layers.
  if (Deno.build.os === "windows") return { command: host.denoPath, args: deno, env };
  const program = ["/bin/sh", "-c", shellLine(options), "sh", ...wrapped(options, deno)];
  return { command: program[0]!, args: program.slice(1), env };
}

/** All of the environment. No variable of the server's reaches a sandbox. */
const ENVIRONMENT = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  HOME: "/nonexistent",
  NO_COLOR: "1",
  DENO_NO_PACKAGE_JSON: "1",
  DENO_NO_UPDATE_CHECK: "1",
};

/**
 * Nothing asked, nothing fetched, nothing configured, nothing allowed; native code for a driver, which gives it up before a
 * learner's module is loaded.
 */
function denoArguments({ layers, limits, realKernel, v8Flags = [] }: CommandLineOptions, folder: string): string[] {
  return [
    "run",
    "--no-prompt",
    "--no-remote",
    "--no-npm",
    "--no-config",
    "--no-lock",
    "--cached-only",
    `--v8-flags=${[`--max-old-space-size=${limits.heapMiB}`, ...v8Flags].join(",")}`,
    `--import-map=${folder}/import_map.json`,
    ...(layers.permissions ? realKernel ? ["--allow-ffi"] : [] : ["-A"]),
    `${folder}/harness.js`,
    ...(realKernel ? [START_DRIVER] : []),
  ];
}

function wrapped({ host, layers, harnessFolder }: CommandLineOptions, deno: string[]): string[] {
  switch (layers.namespaces) {
    case "bubblewrap":
      return bubblewrap({ host, harnessFolder, filterDescriptor: layers.seccomp ? FILTER_DESCRIPTOR : null, deno });
    case "unshare":
      return unshared({ host, harnessFolder, deno });
    case "none":
      // The signal follows the server's death, where util-linux can ask for it.
      return [...(host.setprivPath === null ? [] : [host.setprivPath, "--pdeathsig", "KILL"]), host.denoPath, ...deno];
  }
}

/** Fails, and starts nothing, when any of its steps does. */
function shellLine({ host, layers, limits, realKernel, joinFiles }: CommandLineOptions): string {
  return [
    "set -eu",
    ...joinFiles.map((file) => `echo $$ > ${quote(file)}`),
    ...(layers.rlimits ? rlimits(limits, realKernel) : []),
    ...(layers.seccomp && layers.namespaces === "bubblewrap"
      ? [`exec ${FILTER_DESCRIPTOR}< ${quote(realKernel ? host.realKernelSeccompFile : host.seccompFile)}`]
      : []),
    'exec "$@"',
  ].join("\n");
}

/** Not the address space, of which Deno reserves 36 GiB, and not the processes, which count over all sandboxes of a user. */
function rlimits(limits: RunLimits, realKernel: boolean): string[] {
  return [
    "ulimit -c 0",
    // SIGXCPU can be ignored, the SIGKILL a second later can't.
    `ulimit -S -t ${limits.cpuSeconds}`,
    `ulimit -H -t ${limits.cpuSeconds + 1}`,
    `ulimit -d ${limits.dataMiB * 1_024}`,
    `ulimit -f ${RUNNER_LIMITS.scratchMiB * 2_048}`,
    `ulimit -n ${realKernel ? RUNNER_LIMITS.realKernelFiles : RUNNER_LIMITS.openFiles}`,
  ];
}
