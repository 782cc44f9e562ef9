/**
 * The layers around a stranger's program, and which of them make a level.
 *
 * Each stops something that the others let through, and each can be left out alone, so that a test can show what it is for.
 */
import type { SandboxLevel } from "../protocol.ts";

/** What stands between a learner's program and the machine. */
export interface SandboxLayers {
  /** Deno's own permissions: none granted. Without this layer everything is (`-A`), as after an exploit of V8. */
  readonly permissions: boolean;
  /** RLIMIT_CPU, RLIMIT_DATA and their like. */
  readonly rlimits: boolean;
  /** A file tree, a network and process numbers of its own, made by bubblewrap, or by util-linux `unshare`. */
  readonly namespaces: "bubblewrap" | "unshare" | "none";
  /** The list of allowed system calls; bubblewrap loads it. */
  readonly seccomp: boolean;
  /** Memory, threads and processor share of the whole sandbox, where this machine lets us make cgroups. */
  readonly cgroup: boolean;
}

/** What each level is made of. */
export const LAYERS_OF: Readonly<Record<SandboxLevel, SandboxLayers>> = {
  strong: { permissions: true, rlimits: true, namespaces: "bubblewrap", seccomp: true, cgroup: true },
  good: { permissions: true, rlimits: true, namespaces: "unshare", seccomp: false, cgroup: true },
  none: { permissions: true, rlimits: true, namespaces: "none", seccomp: false, cgroup: true },
};
