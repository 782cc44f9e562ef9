/**
 * Picks the best level that withstands the probe.
 *
 * What a machine claims (a kernel setting, an installed program) says little: distributions, containers and security modules
 * each forbid other parts. So a program that tries to break out is started, and has to fail at everything.
 */
import type { SandboxLevel } from "../protocol.ts";
import type { SandboxHost } from "./host.ts";
import { LAYERS_OF } from "./layers.ts";
import { probe } from "./probe.ts";

/** A level that was tried and is not used. */
export interface RejectedLevel {
  readonly level: SandboxLevel;
  /** One sentence: what went wrong and the remedy. */
  readonly reason: string;
}

/** The outcome of the choice. */
export interface ChosenLevel {
  readonly level: SandboxLevel;
  readonly rejected: readonly RejectedLevel[];
}

/** A level that promises walls. */
type WalledLevel = Exclude<SandboxLevel, "none">;

const ALLOW_NAMESPACES = "allow user namespaces (`sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`; in a " +
  "container, `--privileged`)";
const REMEDIES: Readonly<Record<WalledLevel, string>> = {
  strong: `install bubblewrap (\`apt-get install bubblewrap\`, \`dnf install bubblewrap\`) and ${ALLOW_NAMESPACES}`,
  good: `install util-linux and ${ALLOW_NAMESPACES}`,
};

/** What only the list of system calls stops; `good` has none, and a program inside its walls is no worse than another. */
const NEEDS_SECCOMP = "start a program";

/**
 * Tries `strong`, then `good`; `none` needs no trial.
 *
 * @param wanted the only level to try; throws an `Error` with reason and remedy when it does not withstand
 */
export async function chooseLevel(host: SandboxHost, wanted?: SandboxLevel): Promise<ChosenLevel> {
  const rejected: RejectedLevel[] = [];
  for (const level of ["strong", "good"] as const) {
    if (wanted !== undefined && wanted !== level) continue;
    const reason = await refusal(host, level);
    if (reason === null) return { level, rejected };
    if (wanted === level) throw new Error(reason);
    rejected.push({ level, reason });
  }
  return { level: "none", rejected };
}

async function refusal(host: SandboxHost, level: WalledLevel): Promise<string | null> {
  if (Deno.build.os !== "linux") return `Sandbox level ${level} needs Linux: run the server in a Linux machine.`;
  const layers = LAYERS_OF[level];
  const report = await probe(host, layers);
  if (!report.started) {
    const lastWords = report.stderr.trim().split("\n").at(-1) || "no message";
    return `Sandbox level ${level} does not start (${lastWords}): ${REMEDIES[level]}.`;
  }
  const promised = report.exploited.filter((attack) => layers.seccomp || attack !== NEEDS_SECCOMP);
  const breaches = [...new Set([...report.asItIs, ...promised])];
  if (breaches.length === 0) return null;
  return `Sandbox level ${level} lets a program ${breaches.join(", ")}: ${REMEDIES[level]}.`;
}
