/** Where this process stands in the cgroup hierarchies: `/proc/self/cgroup` against the mounts. */

/** Our own folder in each hierarchy that we use; in version 2 all are the same one. */
export type Hierarchies =
  | { readonly version: 2; readonly folders: { readonly memory: string } }
  | { readonly version: 1; readonly folders: Readonly<Record<string, string>> & { readonly memory: string } };

const CONTROLLERS = ["memory", "pids", "cpu", "cpuacct"] as const;

/** The leaf into which `cgroup_delegation.ts` moves the server: groups of runs are made beside it. */
export const SERVER_LEAF = "interleave-server";

/** Reads both files of this machine; `null` without a memory controller anywhere. */
export function ownHierarchies(): Hierarchies | null {
  if (Deno.build.os !== "linux") return null;
  return hierarchiesFrom(Deno.readTextFileSync("/proc/self/mountinfo"), Deno.readTextFileSync("/proc/self/cgroup"));
}

/** One line of mountinfo that mounts cgroups. */
interface CgroupMount {
  /** What of the hierarchy is mounted: `/`, or the container's own path. */
  readonly root: string;
  readonly folder: string;
  readonly version: 1 | 2;
  readonly options: readonly string[];
}

/**
 * Finds the memory controller, in version 1 where it is mounted there, else in version 2, and what is beside it.
 *
 * @param mountinfo text of `/proc/self/mountinfo`, as in proc(5)
 * @param ownGroups text of `/proc/self/cgroup`: lines of `hierarchy:controllers:path`
 */
export function hierarchiesFrom(mountinfo: string, ownGroups: string): Hierarchies | null {
  const mounts = mountinfo.split("\n").flatMap(cgroupMount);
  const folders: Record<string, string> = {};
  for (const line of ownGroups.split("\n")) {
    const [, names, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (names === undefined || path === undefined) continue;
    for (const name of CONTROLLERS.filter((name) => names.split(",").includes(name))) {
      const mount = mounts.find((mount) => mount.version === 1 && mount.options.includes(name));
      if (mount) folders[name] = join(mount, path);
    }
  }
  const { memory, ...others } = folders;
  if (memory !== undefined) return { version: 1, folders: { memory, ...others } };
  const path = /^0::(.*)$/m.exec(ownGroups)?.[1];
  const mount = mounts.find((mount) => mount.version === 2);
  return path === undefined || mount === undefined ? null : { version: 2, folders: { memory: join(mount, path) } };
}

/** `36 25 0:31 /root /sys/fs/cgroup/memory rw,… shared:9 - cgroup cgroup rw,memory`: the part after ` - ` names the type. */
function cgroupMount(line: string): CgroupMount[] {
  const [before, after] = line.split(" - ");
  const [, , , root, folder] = before?.split(" ") ?? [];
  const [type, , options] = after?.split(" ") ?? [];
  if (root === undefined || folder === undefined || (type !== "cgroup" && type !== "cgroup2")) return [];
  return [{ root, folder, version: type === "cgroup" ? 1 : 2, options: options?.split(",") ?? [] }];
}

/** Our path in the hierarchy, as a folder below the mount that may show only part of it. */
function join(mount: CgroupMount, path: string): string {
  const outside = path.endsWith(`/${SERVER_LEAF}`) ? path.slice(0, -SERVER_LEAF.length - 1) || "/" : path;
  const below = mount.root !== "/" && outside.startsWith(mount.root)
    ? outside.slice(mount.root.length) || "/"
    : outside;
  return below === "/" ? mount.folder : mount.folder + below;
}
