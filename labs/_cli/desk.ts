/**
 * Where the command line's checks are run and recorded.
 *
 * One process at a time owns the progress file. When no server is running that process is this one; when a server is, the
 * check goes to it over HTTP, exactly as from a page, so that both see the same progress and give the same verdict.
 */
import { createGrader } from "../_runner/grader.ts";
import { buildHarness } from "../_runner/harness/build_harness.ts";
import { openRunner } from "../_runner/embedded_runner.ts";
import { openProgress } from "../_progress/sqlite_progress.ts";
import type { Lab } from "../_runner/lab.ts";
import type { LearnerProgress, Progress } from "../_progress/progress.ts";
import type { RunEvent, RunRequest } from "../_runner/protocol.ts";
import type { Folders } from "./folders.ts";
import { openServerDesk } from "./server_desk.ts";

/** What a command needs from wherever the checks are run. */
export interface Desk {
  check(request: RunRequest): AsyncIterable<RunEvent>;
  learner(): Promise<LearnerProgress>;
  close(): Promise<void>;
}

/** The learner of local mode; the server uses the same word. */
const LOCAL_LEARNER = "local";

/** The desk of the server that holds the data folder, or one of our own. */
export async function openDesk(folders: Folders, labs: ReadonlyMap<string, Lab>): Promise<Desk> {
  return await openServerDesk(folders.progress) ?? openOwnDesk(openProgress(folders.progress), folders, labs);
}

function openOwnDesk(progress: Progress, folders: Folders, labs: ReadonlyMap<string, Lab>): Desk {
  // Opened by the first check: the sandbox's probe is not worth its time when only progress is asked for.
  let grading: ReturnType<typeof openGrader> | null = null;
  async function* check(request: RunRequest): AsyncIterable<RunEvent> {
    const { grader } = await (grading ??= openGrader(progress, folders, labs));
    yield* grader.run(request, { queueKey: LOCAL_LEARNER });
  }
  async function close(): Promise<void> {
    if (grading !== null) {
      const { grader, runner } = await grading;
      grader.close();
      await runner.close();
    }
    progress.close();
  }
  return { check, learner: () => progress.learner(LOCAL_LEARNER), close };
}

async function openGrader(progress: Progress, folders: Folders, labs: ReadonlyMap<string, Lab>) {
  const runner = await openRunner({ harness: await buildHarness(folders.cache) });
  const grader = createGrader({
    runner,
    labs,
    onResult: (learnerId, result, code) => progress.recordAttempt(learnerId, result, code),
  });
  return { runner, grader };
}
