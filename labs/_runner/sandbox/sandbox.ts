/** The sandbox of one level on this machine: gives each job a fresh process and a watcher. */
import type { HarnessFolder } from "../harness/build_harness.ts";
import type { RunJob } from "../protocol.ts";
import { type AssemblyScriptMeans, findAssemblyScriptMeans } from "./assembly_script_means.ts";
import type { Clock } from "./clock.ts";
import type { SandboxHost } from "./host.ts";
import type { SandboxLayers } from "./layers.ts";
import type { Outbox } from "./outbox.ts";
import { SandboxProcess } from "./sandbox_process.ts";
import { Standby, type StartedFor } from "./standby.ts";
import { Watcher } from "./watcher.ts";

/** What a sandbox is made of. */
export interface SandboxOptions {
  readonly host: SandboxHost;
  readonly layers: SandboxLayers;
  readonly harness: HarnessFolder;
  readonly clock: Clock;
}

/** Starts runs; does not count them. */
export class Sandbox {
  readonly #host: SandboxHost;
  readonly #layers: SandboxLayers;
  readonly #harness: HarnessFolder;
  readonly #clock: Clock;
  readonly #standby: Standby<SandboxProcess>;
  /** `null` until it is ready for jobs in AssemblyScript. */
  #assemblyScript: AssemblyScriptMeans | null = null;
  /** While it gets ready for them: the first jobs wait for one build. */
  #preparing: Promise<void> | null = null;

  constructor({ host, layers, harness, clock }: SandboxOptions) {
    this.#host = host;
    this.#layers = layers;
    this.#harness = harness;
    this.#clock = clock;
    this.#standby = new Standby((wanted) => this.#startProcess(wanted), clock);
    this.#standby.prepare();
  }

  /** Makes ready what only some jobs need; `null` when all that this one needs is there. */
  prepareFor({ assemblyScript }: RunJob): Promise<void> | null {
    if (!assemblyScript || this.#assemblyScript !== null) return null;
    this.#preparing ??= findAssemblyScriptMeans(this.#harness, this.#host.denoPath)
      .then((means) => void (this.#assemblyScript = means))
      .finally(() => this.#preparing = null);
    return this.#preparing;
  }

  /** Runs a job; what happens goes into `outbox`. Prepares the next process for the same kind: the likeliest next. */
  start(job: RunJob, outbox: Outbox): Watcher {
    const process = this.#standby.take(job);
    const watcher = new Watcher({ process, job, outbox, clock: this.#clock });
    try {
      const { limits, realKernel, assemblyScript } = job;
      this.#standby.prepare({ limits, realKernel, assemblyScript });
    } catch (error) {
      // The run goes on; the next one will try to start its own.
      console.error("No process could be started ahead of need:", error);
    }
    return watcher;
  }

  /** Ends the waiting process and returns when it is gone. Runs are their watchers' to end. */
  async close(): Promise<void> {
    await this.#standby.close();
  }

  #startProcess({ limits, realKernel, assemblyScript }: StartedFor): SandboxProcess {
    const means = assemblyScript ? this.#assemblyScript : { harnessFolder: this.#harness.folder };
    if (means === null) throw new TypeError("A job in AssemblyScript was started before `prepareFor` was through");
    return SandboxProcess.start({ host: this.#host, layers: this.#layers, limits, realKernel, ...means });
  }
}
