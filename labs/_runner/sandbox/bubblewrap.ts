/**
 * The command line of bubblewrap: namespaces of every kind, no capabilities, and a file tree of one binary, its libraries,
 * the harness, five devices and a small /tmp.
 *
 * Source: bwrap(1).
 */
import { RUNNER_LIMITS } from "../limits.ts";
import type { SandboxHost } from "./host.ts";

/** What to wrap. */
export interface BubblewrapOptions {
  readonly host: SandboxHost;
  readonly harnessFolder: string;
  /** Where the seccomp filter is open for reading; `null` leaves that layer out. */
  readonly filterDescriptor: number | null;
  /** Arguments for Deno, with paths as the sandbox sees them. */
  readonly deno: readonly string[];
}

/** The user inside: nobody. */
const NOBODY = "65534";

/** Returns program and arguments. */
export function bubblewrap({ host, harnessFolder, filterDescriptor, deno }: BubblewrapOptions): string[] {
  return [
    "bwrap",
    // Said twice: when `--unshare-all` can't have a user namespace it goes on without one.
    ...["--unshare-all", "--unshare-user", "--disable-userns"],
    ...["--cap-drop", "ALL", "--uid", NOBODY, "--gid", NOBODY],
    // The sandbox ends when the server does, and holds no terminal into which it could type.
    ...["--die-with-parent", "--new-session"],
    ...["--ro-bind", host.denoPath, "/deno"],
    ...host.denoLibraries.flatMap((library) => ["--ro-bind", library, library]),
    ...["--ro-bind", harnessFolder, "/book"],
    ...["--dev", "/dev", "--size", `${RUNNER_LIMITS.scratchMiB * 1_048_576}`, "--tmpfs", "/tmp", "--chdir", "/tmp"],
    // No /proc, but `node:process` panics without this one link, and the TypeScript parser without this one file.
    ...["--dir", "/proc/self", "--symlink", "/deno", "/proc/self/exe"],
    ...["--ro-bind", host.stackMapFile, "/proc/self/maps"],
    ...(filterDescriptor === null ? [] : ["--seccomp", `${filterDescriptor}`]),
    ...["--remount-ro", "/", "--remount-ro", "/dev"],
    "/deno",
    ...deno,
  ];
}
