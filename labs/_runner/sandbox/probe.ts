/** Starts the attack program within a set of layers, and says what it could do there. */
import { RUN_LIMITS } from "../limits.ts";
import { MACHINE_CLOCK } from "./clock.ts";
import type { SandboxHost } from "./host.ts";
import type { SandboxLayers } from "./layers.ts";
import { readBounded } from "./read_bounded.ts";
import { ignoreBrokenPipe, SandboxProcess } from "./sandbox_process.ts";

/** What the attacks came to. */
export type ProbeReport =
  | {
    readonly started: true;
    /** What a learner's program could do. */
    readonly asItIs: readonly string[];
    /** What it could do with all of Deno's permissions, as after an exploit of V8: the other walls alone. */
    readonly exploited: readonly string[];
  }
  | { readonly started: false; readonly stderr: string };

/** What there is outside to reach: hints for the attack, which could find them by trying. */
interface Target {
  readonly serverPid: number;
  readonly secretFile: string;
  readonly port: number;
}

/** Many times what the attacks take on a slow machine. */
const PROBE_MS = 20_000;
const REPORT_BYTES = 65_536;

/** Attacks twice, through the command line that runs use. */
export async function probe(host: SandboxHost, layers: SandboxLayers): Promise<ProbeReport> {
  const folder = await Deno.makeTempDir({ prefix: "interleave-probe-" });
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  try {
    await Deno.copyFile(new URL("attack.js", import.meta.url), `${folder}/harness.js`);
    await Deno.writeTextFile(`${folder}/import_map.json`, "{}");
    // Beside the harness, not in it.
    const secretFile = `${host.folder}/secret`;
    await Deno.writeTextFile(secretFile, "secret");
    const target: Target = { serverPid: Deno.pid, secretFile, port: (listener.addr as Deno.NetAddr).port };
    // With the driver's calls, which hold all of the others.
    const exploited = await attack({
      host,
      layers: { ...layers, permissions: false },
      realKernel: true,
      folder,
      target,
    });
    if (typeof exploited === "string") return { started: false, stderr: exploited };
    const asItIs = await attack({ host, layers, realKernel: false, folder, target });
    if (typeof asItIs === "string") return { started: false, stderr: asItIs };
    return { started: true, asItIs, exploited };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

interface AttackOptions {
  readonly host: SandboxHost;
  readonly layers: SandboxLayers;
  readonly realKernel: boolean;
  readonly folder: string;
  readonly target: Target;
}

/** Returns the attacks that succeeded, or stderr when the program had no chance to try. */
async function attack(
  { host, layers, realKernel, folder, target }: AttackOptions,
): Promise<readonly string[] | string> {
  const process = SandboxProcess.start({ host, layers, limits: RUN_LIMITS, realKernel, harnessFolder: folder });
  using _deadline = MACHINE_CLOCK.after(PROBE_MS, () => process.kill());
  const [report, stderr] = await Promise.all([
    readBounded(process.stdout, REPORT_BYTES),
    readBounded(process.stderr, REPORT_BYTES),
    new Blob([JSON.stringify(target)]).stream().pipeTo(process.stdin).catch(ignoreBrokenPipe),
    process.ended,
  ]);
  return report === "" ? stderr : JSON.parse(report);
}
