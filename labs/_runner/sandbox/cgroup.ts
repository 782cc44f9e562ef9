/**
 * One cgroup a run: how much memory, how many threads and what share of the processors the whole sandbox gets, and how much
 * it used. Version 2, or the version 1 hierarchies of hybrid hosts; a group is made below our own, so that limits set on
 * the server hold for its sandboxes too.
 *
 * Source: cgroups(7), the kernel's admin-guide/cgroup-v2.rst and cgroup-v1/.
 */
import { RUNNER_LIMITS } from "../limits.ts";
import { type Hierarchies, ownHierarchies } from "./cgroup_mounts.ts";
import { delegate } from "./cgroup_delegation.ts";

/** What the group of a run has used when it ended. */
export interface CgroupUsage {
  readonly cpuMs: number;
  /** True when the kernel killed a process of the group for want of memory. */
  readonly outOfMemory: boolean;
}

/** The cgroup of one run. */
export interface RunCgroup {
  /** A process that writes its number into all of these is in. */
  readonly joinFiles: readonly string[];
  /** Kills what is left in the group and waits until nothing is. */
  empty(): Promise<void>;
  usage(): CgroupUsage;
  /** Removes the empty group. */
  remove(): Promise<void>;
}

/** Makes the groups of runs. */
export interface Cgroups {
  create(): RunCgroup;
}

/** Processor share of a run against that of the server, which has the kernel's default, twice as much: pages come first. */
const CPU_SHARES_V1 = "512";
const CPU_WEIGHT_V2 = "50";

/** Finds what this machine lets us make; a string says why it is nothing, and the remedy. */
export function findCgroups(): Cgroups | string {
  const found = ownHierarchies();
  if (found === null) return "No cgroup hierarchy is mounted: run on Linux with /sys/fs/cgroup.";
  const refused = found.version === 2 ? delegate(found.folders.memory) : null;
  if (refused !== null) return refused;
  try {
    for (const folder of Object.values(found.folders)) sweep(folder);
    for (const path of new Set(Object.values(newGroup(found.folders)))) Deno.removeSync(path);
    return { create: () => createGroup(found) };
  } catch (error) {
    const remedy = "run as root, or as a systemd service with Delegate=yes";
    return `No cgroup could be made in ${found.folders.memory} (${(error as Error).message}): ${remedy}.`;
  }
}

function createGroup({ version, folders }: Hierarchies): RunCgroup {
  const paths = newGroup(folders);
  const distinct = [...new Set(Object.values(paths))];
  const memory = `${RUNNER_LIMITS.residentMiB * 1_048_576}`;
  if (version === 2) {
    Deno.writeTextFileSync(`${paths.memory}/memory.max`, memory);
    writeIfThere(`${paths.memory}/memory.swap.max`, "0");
    Deno.writeTextFileSync(`${paths.memory}/pids.max`, `${RUNNER_LIMITS.threads}`);
    writeIfThere(`${paths.memory}/cpu.weight`, CPU_WEIGHT_V2);
  } else {
    Deno.writeTextFileSync(`${paths.memory}/memory.limit_in_bytes`, memory);
    writeIfThere(`${paths.memory}/memory.memsw.limit_in_bytes`, memory);
    if (paths.pids) Deno.writeTextFileSync(`${paths.pids}/pids.max`, `${RUNNER_LIMITS.threads}`);
    if (paths.cpu) writeIfThere(`${paths.cpu}/cpu.shares`, CPU_SHARES_V1);
  }
  return {
    joinFiles: distinct.map((path) => `${path}/cgroup.procs`),
    usage: () => version === 2 ? usageV2(`${paths.memory}`) : usageV1(`${paths.memory}`, paths.cpuacct),
    remove: () => removeGroup(distinct),
    empty: () => emptyGroup(`${paths.memory}`),
  };
}

/** Makes a group of a name that nobody else has, and returns its folder in each hierarchy. */
function newGroup(folders: Hierarchies["folders"]): Readonly<Record<string, string>> {
  const name = `interleave-${Deno.pid}-${crypto.randomUUID().slice(0, 8)}`;
  const paths = Object.fromEntries(Object.entries(folders).map(([key, folder]) => [key, `${folder}/${name}`]));
  for (const path of new Set(Object.values(paths))) Deno.mkdirSync(path);
  return paths;
}

/** Removes what a killed server left behind: its sandboxes died with it, their empty groups did not. */
function sweep(folder: string): void {
  for (const { name } of Deno.readDirSync(folder)) {
    const pid = /^interleave-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) removed(`${folder}/${name}`);
  }
}

function isAlive(pid: number): boolean {
  try {
    return Deno.statSync(`/proc/${pid}`).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function usageV2(path: string): CgroupUsage {
  return {
    cpuMs: Math.round(fieldOf(`${path}/cpu.stat`, "usage_usec") / 1_000),
    outOfMemory: fieldOf(`${path}/memory.events`, "oom_kill") > 0,
  };
}

function usageV1(memory: string, cpuacct: string | undefined): CgroupUsage {
  const nanoseconds = cpuacct === undefined ? 0 : Number(Deno.readTextFileSync(`${cpuacct}/cpuacct.usage`));
  return {
    cpuMs: Math.round(nanoseconds / 1_000_000),
    outOfMemory: fieldOf(`${memory}/memory.oom_control`, "oom_kill") > 0,
  };
}

/** The number beside `name` in a file of `name number` lines; 0 where the line is missing. */
function fieldOf(path: string, name: string): number {
  const line = Deno.readTextFileSync(path).split("\n").find((line) => line.startsWith(`${name} `));
  return Number(line?.slice(name.length) ?? 0);
}

/** Writes a setting that not every kernel has. */
function writeIfThere(path: string, text: string): void {
  try {
    Deno.writeTextFileSync(path, text, { create: false });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** The kernel tells nobody in version 1 when a group becomes empty, so it is asked, every few milliseconds. */
const ASK_AGAIN_MS = 5;
const QUESTIONS = 400;

async function emptyGroup(path: string): Promise<void> {
  for (let question = 0; question < QUESTIONS; question++) {
    const pids = Deno.readTextFileSync(`${path}/cgroup.procs`).split("\n").filter(Boolean);
    if (pids.length === 0) return;
    for (const pid of pids) killIfAlive(Number(pid));
    await new Promise((wake) => setTimeout(wake, ASK_AGAIN_MS));
  }
  throw new Error(`Processes in ${path} outlive SIGKILL: look at them with \`ps\`, they wait for a device`);
}

function killIfAlive(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** A process leaves the list a moment before the kernel lets go of the group. */
async function removeGroup(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    for (let question = 0; question < QUESTIONS; question++) {
      if (removed(path)) break;
      await new Promise((wake) => setTimeout(wake, ASK_AGAIN_MS));
    }
  }
}

/** False when the kernel says that the group is busy. */
function removed(path: string): boolean {
  try {
    Deno.removeSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return true;
    if (/os error 16\b/.test((error as Error).message)) return false;
    throw error;
  }
}
