/** A process started ahead of need, waiting on stdin: a run then costs a few milliseconds instead of a start. */
import { RUN_LIMITS, RUNNER_LIMITS } from "../limits.ts";
import type { RunLimits } from "../protocol.ts";
import type { Clock } from "./clock.ts";

/** What a standby keeps. */
export interface Waiting {
  readonly running: boolean;
  discard(): Promise<void>;
}

/** What a process is started with, and so what a waiting one must have been. */
type StartLimits = Pick<RunLimits, "heapMiB" | "dataMiB" | "cpuSeconds">;

/** Keeps at most one waiting process. Each is used once. */
export class Standby<Process extends Waiting> {
  readonly #start: (limits: RunLimits) => Process;
  readonly #clock: Clock;
  #warm: { readonly process: Process; readonly limits: StartLimits; readonly expiry: Disposable } | null = null;
  readonly #discarding = new Set<Promise<void>>();
  #closed = false;

  /** @param start starts a process that waits for its job */
  constructor(start: (limits: RunLimits) => Process, clock: Clock) {
    this.#start = start;
    this.#clock = clock;
  }

  /** Starts a process for these limits, unless one waits. */
  prepare(limits: RunLimits = RUN_LIMITS): void {
    if (this.#closed) return;
    if (this.#warm !== null) {
      if (this.#warm.process.running && sameStart(this.#warm.limits, limits)) return;
      this.#discardWarm();
    }
    const process = this.#start(limits);
    const expiry = this.#clock.after(RUNNER_LIMITS.standbyMs, () => this.#discardWarm());
    this.#warm = { process, limits, expiry };
  }

  /** The waiting process when it has these limits and still lives, else a new one. The next is the caller's to prepare. */
  take(limits: RunLimits): Process {
    const warm = this.#warm;
    if (warm === null || !warm.process.running || !sameStart(warm.limits, limits)) return this.#start(limits);
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

function sameStart(a: StartLimits, b: StartLimits): boolean {
  return a.heapMiB === b.heapMiB && a.dataMiB === b.dataMiB && a.cpuSeconds === b.cpuSeconds;
}
