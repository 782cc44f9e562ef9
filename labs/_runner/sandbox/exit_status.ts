/** How a sandboxed process ended, read through the programs around it. */
import type { CgroupUsage } from "./cgroup.ts";

/** Exit code or signal, one of them `null`. */
export interface ExitStatus {
  readonly code: number | null;
  readonly signal: string | null;
}

/** Signals by number, the same on x86_64 and aarch64; those that end a process. */
const SIGNALS: Readonly<Record<number, string>> = {
  1: "SIGHUP",
  2: "SIGINT",
  3: "SIGQUIT",
  4: "SIGILL",
  5: "SIGTRAP",
  6: "SIGABRT",
  7: "SIGBUS",
  8: "SIGFPE",
  9: "SIGKILL",
  11: "SIGSEGV",
  13: "SIGPIPE",
  14: "SIGALRM",
  15: "SIGTERM",
  24: "SIGXCPU",
  25: "SIGXFSZ",
  31: "SIGSYS",
};

/** What else is known of the end. */
export interface EndContext {
  /** True when we sent SIGKILL ourselves. */
  readonly killed: boolean;
  readonly usage: CgroupUsage | null;
}

/**
 * A wrapper whose child died by signal n exits with 128 + n; anything else is the exit code itself. A program may exit with
 * such a code on purpose: it then reads the sentence about that signal, which harms nobody.
 *
 * The hard CPU limit kills by SIGKILL, like the kernel when memory is short; it is reported as what it means, SIGXCPU. So a
 * SIGKILL that nobody here sent always means memory.
 */
export function exitStatus(status: Deno.CommandStatus, { killed, usage }: EndContext): ExitStatus {
  const signal = status.signal ?? SIGNALS[status.code - 128] ?? null;
  if (signal === null) return { code: status.code, signal: null };
  const hardCpuLimit = signal === "SIGKILL" && !killed && usage?.outOfMemory !== true;
  return { code: null, signal: hardCpuLimit ? "SIGXCPU" : signal };
}
