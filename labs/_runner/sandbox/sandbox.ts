/** The sandbox of one level on this machine: gives each job a fresh process and a watcher. */
import type { RunJob } from "../protocol.ts";
import type { Clock } from "./clock.ts";
import type { SandboxHost } from "./host.ts";
import type { SandboxLayers } from "./layers.ts";
import type { Outbox } from "./outbox.ts";
import { SandboxProcess } from "./sandbox_process.ts";
import { Standby } from "./standby.ts";
import { Watcher } from "./watcher.ts";

/** What a sandbox is made of. */
export interface SandboxOptions {
  readonly host: SandboxHost;
  readonly layers: SandboxLayers;
  /** Absolute path of the folder that holds `harness.js` and `import_map.json`. */
  readonly harnessFolder: string;
  readonly clock: Clock;
}

/** Starts runs; does not count them. */
export class Sandbox {
  readonly #clock: Clock;
  readonly #standby: Standby<SandboxProcess>;

  constructor({ host, layers, harnessFolder, clock }: SandboxOptions) {
    this.#clock = clock;
    this.#standby = new Standby(
      ({ limits, realKernel }) => SandboxProcess.start({ host, layers, limits, realKernel, harnessFolder }),
      clock,
    );
    this.#standby.prepare();
  }

  /** Runs a job; what happens goes into `outbox`. Prepares the next process for the same kind: the likeliest next. */
  start(job: RunJob, outbox: Outbox): Watcher {
    const process = this.#standby.take(job);
    const watcher = new Watcher({ process, job, outbox, clock: this.#clock });
    try {
      this.#standby.prepare({ limits: job.limits, realKernel: job.realKernel });
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
}
