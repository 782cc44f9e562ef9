/** The runs that are open now, and whose they are: only their learner may cancel them. */

/** Waiting in the queue, or running in a sandbox. */
export type RunPhase = "waiting" | "running";

interface OpenRun {
  readonly learner: string;
  phase: RunPhase;
}

export class OpenRuns {
  readonly #runs = new Map<string, OpenRun>();

  add(runId: string, learner: string): void {
    this.#runs.set(runId, { learner, phase: "waiting" });
  }

  started(runId: string): void {
    const run = this.#runs.get(runId);
    if (run !== undefined) run.phase = "running";
  }

  remove(runId: string): void {
    this.#runs.delete(runId);
  }

  isOf(runId: string, learner: string): boolean {
    return this.#runs.get(runId)?.learner === learner;
  }

  count(phase: RunPhase): number {
    return this.#runs.values().filter((run) => run.phase === phase).toArray().length;
  }
}
