/** The runner that runs jobs on this machine: a queue before a sandbox. */
import type { HarnessFolder } from "./harness/build_harness.ts";
import { RUNNER_LIMITS } from "./limits.ts";
import type { RunJob, Runner, RunnerEvent, SandboxExit, SandboxLevel } from "./protocol.ts";
import { type Place, RunQueue } from "./queue.ts";
import { type Clock, MACHINE_CLOCK } from "./sandbox/clock.ts";
import { openHost, type SandboxHost } from "./sandbox/host.ts";
import { LAYERS_OF, type SandboxLayers } from "./sandbox/layers.ts";
import { Outbox } from "./sandbox/outbox.ts";
import { chooseLevel, type RejectedLevel } from "./sandbox/choose_level.ts";
import { Sandbox } from "./sandbox/sandbox.ts";
import type { Watcher } from "./sandbox/watcher.ts";

/** How a runner is opened. */
export interface RunnerOptions {
  readonly harness: HarnessFolder;
  /** Runs at once; as many as there are cores when absent. */
  readonly concurrency?: number;
  /** This level or an error; the best that withstands the probe when absent. */
  readonly level?: SandboxLevel;
  /** For tests: layers left out of, or put into, the level. The probe is then not asked. */
  readonly layers?: Partial<SandboxLayers>;
  /** For tests: the clock by which runs end and batches leave. */
  readonly clock?: Clock;
}

/** A runner that can say why its level is no better. */
export interface EmbeddedRunner extends Runner {
  /** One sentence, with the remedy, for each better level that this machine does not withstand. */
  readonly rejected: readonly RejectedLevel[];
}

/** Looks at the machine, attacks itself to find its level, and returns a runner with one process warm. */
export async function openRunner(options: RunnerOptions): Promise<EmbeddedRunner> {
  const host = await openHost();
  try {
    const { level, rejected } = options.layers === undefined
      ? await chooseLevel(host, options.level)
      : { level: options.level ?? "strong", rejected: [] };
    return new QueuedSandbox({ ...options, host, level, rejected });
  } catch (error) {
    await host[Symbol.asyncDispose]();
    throw error;
  }
}

type Opened = RunnerOptions & Pick<EmbeddedRunner, "level" | "rejected"> & { readonly host: SandboxHost };

/** One run from its entry into the queue to its end. */
interface Run {
  readonly job: RunJob;
  readonly outbox: Outbox;
  /** `null` while it waits. */
  watcher: Watcher | null;
  /** Settles when the run is over and its slot is free. */
  readonly over: PromiseWithResolvers<void>;
}

class QueuedSandbox implements EmbeddedRunner {
  readonly level: SandboxLevel;
  readonly rejected: readonly RejectedLevel[];
  readonly #clock: Clock;
  readonly #host: SandboxHost;
  readonly #sandbox: Sandbox;
  readonly #queue: RunQueue;
  readonly #runs = new Map<string, Run>();
  #closed = false;

  constructor({ host, harness, level, rejected, layers, clock = MACHINE_CLOCK, ...options }: Opened) {
    const concurrency = options.concurrency ?? navigator.hardwareConcurrency;
    this.#clock = clock;
    this.level = level;
    this.rejected = rejected;
    this.#host = host;
    this.#sandbox = new Sandbox({
      host,
      layers: { ...LAYERS_OF[level], ...layers },
      harness,
      clock,
    });
    this.#queue = new RunQueue({ slots: concurrency, length: RUNNER_LIMITS.queueLength });
  }

  async *run(job: RunJob): AsyncGenerator<RunnerEvent, void> {
    if (this.#closed) return yield busy(1, "The labs are shutting down.");
    if (this.#runs.has(job.runId)) throw new TypeError(`Run ${job.runId} is not over: give each job an id of its own`);
    const place = this.#queue.enter(job.runId, job.queueKey);
    if (place.state === "refused") return yield refusal(place);
    const run: Run = { job, outbox: new Outbox(this.#clock), watcher: null, over: Promise.withResolvers() };
    this.#runs.set(job.runId, run);
    this.#advance();
    try {
      yield* run.outbox;
    } finally {
      this.cancel(job.runId);
      await run.over.promise;
    }
  }

  cancel(runId: string): boolean {
    const run = this.#runs.get(runId);
    if (run === undefined) return false;
    if (run.watcher !== null) {
      run.watcher.kill("cancelled");
    } else {
      run.outbox.close({ type: "exited", exit: NEVER_STARTED });
      this.#end(run);
    }
    return true;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const runs = [...this.#runs.values()];
    for (const { job } of runs) this.cancel(job.runId);
    await Promise.all(runs.map((run) => run.over.promise));
    await this.#sandbox.close();
    await this.#host[Symbol.asyncDispose]();
  }

  /** Starts whose turn it is, and tells the others where they stand. */
  #advance(): void {
    for (let runId = this.#next(); runId !== null; runId = this.#next()) {
      const run = this.#runs.get(runId);
      if (run !== undefined) this.#start(run);
    }
    for (const { runId, position } of this.#queue.positions()) {
      this.#runs.get(runId)?.outbox.push({ type: "queued", position });
    }
  }

  #next(): string | null {
    return this.#queue.next(this.#clock.now());
  }

  /** From here on the run needs no listener: a stalled one holds neither the slot nor the process beyond its limits. */
  #start(run: Run): void {
    run.outbox.push({ type: "started", level: this.level });
    const preparing = this.#sandbox.prepareFor(run.job);
    if (preparing === null) return this.#watch(run);
    preparing.then(() => this.#watch(run), (error) => this.#fail(run, error));
  }

  #watch(run: Run): void {
    // It may have been cancelled while it was prepared for.
    if (this.#runs.get(run.job.runId) !== run) return;
    try {
      run.watcher = this.#sandbox.start(run.job, run.outbox);
    } catch (error) {
      return this.#fail(run, error as Error);
    }
    run.watcher.over.then(() => this.#end(run), (error) => this.#fail(run, error));
  }

  /** The runner's own fault, such as no memory for a process: the listener gets it as an error. */
  #fail(run: Run, error: Error): void {
    run.outbox.fail(error);
    this.#end(run);
  }

  #end(run: Run): void {
    this.#runs.delete(run.job.runId);
    this.#queue.leave(run.job.runId, this.#clock.now());
    run.over.resolve();
    this.#advance();
  }
}

/** The exit of a run that was cancelled while it waited. */
const NEVER_STARTED: SandboxExit = {
  killedFor: "cancelled",
  code: null,
  signal: null,
  stderrTail: "",
  durationMs: 0,
  cpuMs: 0,
  truncated: false,
};

function refusal(place: Extract<Place, { state: "refused" }>): RunnerEvent {
  switch (place.because) {
    case "own-turn-taken":
      return busy(place.retryAfterSeconds, "You have a run going and one waiting: stop one, or wait for it to end.");
    case "queue-full":
      return busy(place.retryAfterSeconds, "All places in the queue are taken.");
  }
}

function busy(retryAfterSeconds: number, message: string): RunnerEvent {
  return { type: "busy", retryAfterSeconds, message };
}
