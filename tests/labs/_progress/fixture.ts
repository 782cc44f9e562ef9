/** Data folders and run results for the tests of progress. */
import type { RunResult } from "../../../labs/_runner/protocol.ts";
import type { Progress } from "../../../labs/_progress/progress.ts";
import { openProgress } from "../../../labs/_progress/sqlite_progress.ts";

/** A folder that is gone when the test is over. */
export class DataFolder implements Disposable {
  readonly path = Deno.makeTempDirSync({ prefix: "interleave-data-" });

  [Symbol.dispose](): void {
    Deno.removeSync(this.path, { recursive: true });
  }
}

/** Progress in a folder of its own, on a clock that moves one second a reading. */
export class Opened implements Disposable {
  readonly #folder = new DataFolder();
  #nowMs = 1_000_000;
  readonly progress: Progress = openProgress(this.#folder.path, { now: () => this.#nowMs += 1_000 });

  [Symbol.dispose](): void {
    this.progress.close();
    this.#folder[Symbol.dispose]();
  }
}

/** A graded run that passed, unless `changes` say otherwise. */
export function resultOf(changes: Partial<RunResult> = {}): RunResult {
  return {
    version: 1,
    runId: crypto.randomUUID(),
    labId: "first-overlap",
    mode: "grade",
    seed: 7,
    outcome: "passed",
    message: "All tests passed.",
    tests: [],
    durationMs: 20,
    cpuMs: 10,
    truncated: false,
    ...changes,
  };
}
