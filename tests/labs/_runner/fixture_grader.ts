/** A grader over the fixture labs and a real sandbox, for tests. */
import { loadLabs } from "../../../labs/_runner/catalog.ts";
import { type EmbeddedRunner, openRunner } from "../../../labs/_runner/embedded_runner.ts";
import { createGrader, type Grader, type GraderOptions } from "../../../labs/_runner/grader.ts";
import { buildHarness } from "../../../labs/_runner/harness/build_harness.ts";
import type { Lab } from "../../../labs/_runner/lab.ts";
import type { RunEvent, RunRequest, RunResult } from "../../../labs/_runner/protocol.ts";

/** The fixture lab. */
export const LAB_ID = "two-backends";

/** What a run said and how it ended. */
export interface Heard {
  readonly events: readonly RunEvent[];
  readonly result: RunResult;
  /** All of stdout and stderr, joined. */
  readonly output: string;
}

/** Closes grader and runner when the test ends. */
export class FixtureGrader implements AsyncDisposable {
  readonly labs: ReadonlyMap<string, Lab>;
  readonly runner: EmbeddedRunner;
  readonly grader: Grader;

  private constructor(labs: ReadonlyMap<string, Lab>, runner: EmbeddedRunner, onResult: GraderOptions["onResult"]) {
    this.labs = labs;
    this.runner = runner;
    this.grader = createGrader({ runner, labs, ...(onResult === undefined ? {} : { onResult }) });
  }

  static async open(options: Pick<GraderOptions, "onResult"> = {}): Promise<FixtureGrader> {
    const labs = await loadLabs(new URL("fixture_labs/", import.meta.url));
    const harness = await buildHarness(new URL("../../../.cache", import.meta.url).pathname);
    return new FixtureGrader(labs, await openRunner({ harness, concurrency: 1 }), options.onResult);
  }

  get lab(): Lab {
    return this.labs.get(LAB_ID)!;
  }

  /** Grades a file with seed 1, or runs it as told. */
  async hear(code: string, request: Partial<RunRequest> = {}): Promise<Heard> {
    const events: RunEvent[] = [];
    const whole: RunRequest = { labId: LAB_ID, code, mode: "grade", seed: 1, ...request };
    for await (const event of this.grader.run(whole, { queueKey: "learner" })) events.push(event);
    const last = events.at(-1);
    if (last?.type !== "done") throw new Error(`the last event is ${last?.type}, not done`);
    const output = events.map((event) => event.type === "stdout" || event.type === "stderr" ? event.text : "").join("");
    return { events, result: last.result, output };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.grader.close();
    await this.runner.close();
  }
}
