/** A runner that plays back what it is told, for what a real sandbox does not do on demand. */
import type { Frame, RunJob, Runner, RunnerEvent, SandboxExit } from "../../../labs/_runner/protocol.ts";

/** An exit that nothing is wrong with. */
export const CLEAN_EXIT: SandboxExit = {
  killedFor: null,
  code: 0,
  signal: null,
  stderrTail: "",
  durationMs: 40,
  cpuMs: 30,
  truncated: false,
};

/** Each job gets the next list of events; a list may end in an error to throw. */
export class FakeRunner implements Runner {
  readonly level = "none";
  readonly jobs: RunJob[] = [];
  readonly cancelled: string[] = [];
  readonly #plays: (readonly (RunnerEvent | Error)[])[];

  constructor(...plays: (readonly (RunnerEvent | Error)[])[]) {
    this.#plays = plays;
  }

  async *run(job: RunJob): AsyncGenerator<RunnerEvent> {
    this.jobs.push(job);
    for (const event of this.#plays.shift() ?? []) {
      if (event instanceof Error) throw event;
      yield event;
    }
  }

  cancel(runId: string): boolean {
    this.cancelled.push(runId);
    return true;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** What a sandbox says that ran to its end. */
export function play(...frames: readonly Frame[]): RunnerEvent[] {
  const whole: Frame[] = [{ kind: "ready" }, { kind: "loaded" }, ...frames, { kind: "finished" }];
  return [
    { type: "started", level: "none" },
    ...whole.map((frame): RunnerEvent => ({ type: "frame", frame })),
    { type: "exited", exit: CLEAN_EXIT },
  ];
}
