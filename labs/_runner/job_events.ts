/** Listens to a job: passes on what the learner may hear as it comes, and gathers the rest. */
import type { Frame, RunEvent, RunJob, Runner, RunnerEvent, SandboxExit } from "./protocol.ts";

/** The runner had no room. */
export type Refused = Extract<RunnerEvent, { type: "busy" }>;

/** What a job brought back. */
export type JobReturn =
  | { readonly kind: "exited"; readonly frames: readonly Frame[]; readonly exit: SandboxExit }
  | { readonly kind: "busy"; readonly refused: Refused };

/** Runs a job; leaving the loop kills it. Throws when the runner broke its promise of an exit. */
export async function* jobEvents(runner: Runner, job: RunJob): AsyncGenerator<RunEvent, JobReturn> {
  const frames: Frame[] = [];
  for await (const event of runner.run(job)) {
    switch (event.type) {
      case "queued":
        yield { type: "queued", runId: job.runId, position: event.position };
        break;
      case "started":
        yield { type: "started", runId: job.runId, level: event.level };
        break;
      case "stdout":
      case "stderr":
        yield event;
        break;
      case "frame":
        frames.push(event.frame);
        // The result's sentence has room for the first line; the lines of code that show the place go here.
        if (event.frame.kind === "did-not-compile") yield { type: "stderr", text: `${event.frame.message}\n` };
        break;
      case "busy":
        return { kind: "busy", refused: event };
      case "exited":
        return { kind: "exited", frames, exit: event.exit };
    }
  }
  throw new Error("the runner ended a job without an exit");
}
