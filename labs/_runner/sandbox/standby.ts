/** A process started ahead of need, waiting on stdin: a run then costs a few milliseconds instead of a start. */
import { RUN_LIMITS, RUNNER_LIMITS } from "../limits.ts";
import type { RunJob } from "../protocol.ts";
import type { Clock } from "./clock.ts";

/** What a standby keeps. */
export interface Waiting {
  readonly running: boolean;
  discard(): Promise<void>;
}

/** What a process is started for. */
export type StartedFor = Pick<RunJob, "limits" | "realKernel" | "assemblyScript">;

/** What most runs need. */
const PLAIN: StartedFor = { limits: RUN_LIMITS, realKernel: false, assemblyScript: false };

/** Keeps at most one waiting process. Each is used once. */
export class Standby<Process extends Waiting> {
  readonly #start: (wanted: StartedFor) => Process;
  readonly #clock: Clock;
  #warm: { readonly process: Process; readonly startedFor: StartedFor; readonly expiry: Disposable } | null = null;
  readonly #discarding = new Set<Promise<void>>();
  #closed = false;

  /** @param start starts a process that waits for its job */
  constructor(start: (wanted: StartedFor) => Process, clock: Clock) {
    this.#start = start;
    this.#clock = clock;
  }

  /** Starts a process for such a job, unless one waits. */
  prepare(wanted: StartedFor = PLAIN): void {
    if (this.#closed) return;
    if (this.#warm !== null) {
      if (this.#warm.process.running && sameStart(this.#warm.startedFor, wanted)) return;
      this.#discardWarm();
    }
    const process = this.#start(wanted);
    const expiry = this.#clock.after(RUNNER_LIMITS.standbyMs, () => this.#discardWarm());
    this.#warm = { process, startedFor: wanted, expiry };
  }

  /** The waiting process when it fits the job and still lives, else a new one. The next is the caller's to prepare. */
  take(wanted: StartedFor): Process {
    const warm = this.#warm;
    if (warm === null || !warm.process.running || !sameStart(warm.startedFor, wanted)) return this.#start(wanted);
    warm.expiry[Symbol.dispose]();
    this.#warm = null;
    return warm.process;
  }

  /** Starts no more, and returns when none is left. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#discardWarm();
    await Promise.all(this.#discarding);
  }

  #discardWarm(): void {
    if (this.#warm === null) return;
    this.#warm.expiry[Symbol.dispose]();
    const discarded = this.#warm.process.discard().finally(() => this.#discarding.delete(discarded));
    this.#discarding.add(discarded);
    this.#warm = null;
  }
}

/** Whether a process that was started for the one has all that the other needs, and no more. */
function sameStart(a: StartedFor, b: StartedFor): boolean {
  const sameLimits = (["heapMiB", "dataMiB", "cpuSeconds"] as const).every((name) => a.limits[name] === b.limits[name]);
  return sameLimits && a.realKernel === b.realKernel && a.assemblyScript === b.assemblyScript;
}
