/**
 * The same walls from util-linux alone, where bubblewrap is not installed: `unshare` makes the namespaces, a shell line builds
 * the file tree and moves into it, `setpriv` drops every capability. No seccomp: util-linux has had no loader for long.
 *
 * Source: unshare(1), pivot_root(2), setpriv(1), user_namespaces(7).
 */
import { RUNNER_LIMITS } from "../limits.ts";
import type { SandboxHost } from "./host.ts";
import { quote } from "./quote.ts";

/** What to wrap. */
export interface UnsharedOptions {
  readonly host: SandboxHost;
  readonly harnessFolder: string;
  /** Arguments for Deno, with paths as the sandbox sees them. */
  readonly deno: readonly string[];
}

/** Returns program and arguments. */
export function unshared({ host, harnessFolder, deno }: UnsharedOptions): string[] {
  const kinds = ["--user", "--map-root-user", "--mount", "--pid", "--net", "--ipc", "--uts", "--cgroup"];
  return [
    // Dies with the server, and takes the first process of its namespace, hence all in it, along.
    ...["setpriv", "--no-new-privs", "--pdeathsig", "KILL"],
    ...["unshare", ...kinds, "--fork", "--kill-child"],
    ...["/bin/sh", "-c", buildAndEnter(host, harnessFolder), "sh", "/deno", ...deno],
  ];
}

const DEVICES = ["null", "zero", "full", "random", "urandom"];

/**
 * Two trees, one in the other. The outer holds the host's tools, read-only, for the last steps; the inner one, `jail`, is
 * what Deno gets by `chroot`, which it has no capability to leave and in which the kernel grants no new user namespace.
 */
function buildAndEnter(host: SandboxHost, harnessFolder: string): string {
  const { denoPath, setprivPath, stackMapFile } = host;
  const size = `${RUNNER_LIMITS.scratchMiB}m`;
  const bound: readonly (readonly [from: string, to: string])[] = [
    [denoPath, "/deno"],
    [stackMapFile, "/proc/self/maps"],
    [setprivPath ?? "/usr/bin/setpriv", "/setpriv"],
    ...[...new Set([...host.denoLibraries, ...host.setprivLibraries])].map((path) => [path, path] as const),
  ];
  return `set -eu
mount -t tmpfs -o mode=755,size=1m,nosuid,nodev tmpfs ${quote(`${host.folder}/root`)}
cd ${quote(`${host.folder}/root`)}
for folder in /usr /bin /sbin /lib /lib64; do
  if [ -L "$folder" ]; then ln -s "$(readlink "$folder")" ".$folder"
  elif [ -d "$folder" ]; then mkdir ".$folder"; mount --bind -o ro,nosuid,nodev "$folder" ".$folder"
  fi
done
mkdir -p host jail/dev jail/tmp jail/book jail/proc/self
${bound.map(([from, to]) => bindFile(from, `jail${to}`)).join("\n")}
${DEVICES.map((name) => bindDevice(name)).join("\n")}
mount --bind -o ro,nosuid,nodev ${quote(harnessFolder)} jail/book
mount -t tmpfs -o mode=1777,size=${size},nosuid,nodev tmpfs jail/tmp
ln -s /deno jail/proc/self/exe
# umount reads the list of mounts: the link shows it the host's /proc until the host is gone.
ln -s host/proc proc
pivot_root . host
cd /
umount -l /host
mount -o remount,bind,ro /
# This shell stays as process 1, whose signals the kernel filters, so that Deno is an ordinary one. What the shell would
# say of a killed child is not the learner's.
exec 3>&2 2>&-
unshare --root=/jail --wd=/tmp /setpriv --bounding-set=-all --inh-caps=-all --ambient-caps=-all "$@" 2>&3 3>&-
exit $?`;
}

/** One file, read-only, at the same depth. */
function bindFile(from: string, to: string): string {
  const folder = to.slice(0, to.lastIndexOf("/"));
  return `mkdir -p ${quote(folder)}; : > ${quote(to)}; mount --bind -o ro,nosuid,nodev ${quote(from)} ${quote(to)}`;
}

function bindDevice(name: string): string {
  return `: > jail/dev/${name}; mount --bind /dev/${name} jail/dev/${name}`;
}
