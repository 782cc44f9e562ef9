/** A request on its way through the grader: what it is worked with, its jobs and its result. */
import { bundleDrive } from "./harness/build_harness.ts";
import type { Refused } from "./job_events.ts";
import type { JudgeThread } from "./judge/judge_thread.ts";
import type { Lab } from "./lab.ts";
import { ASSEMBLY_SCRIPT_LIMITS, REAL_KERNEL_LIMITS, RUN_LIMITS } from "./limits.ts";
import type { Ending } from "./outcome.ts";
import type { RunJob, RunLimits, Runner, RunRequest, RunResult, SandboxExit, TestReport } from "./protocol.ts";

/** One run and its tools. */
export interface RunContext {
  readonly runner: Runner;
  readonly judges: JudgeThread;
  readonly runId: string;
  readonly queueKey: string;
  readonly lab: Lab;
  readonly request: RunRequest;
  readonly seed: number;
  /** Aborted when someone asks for the run to stop. */
  readonly stopped: AbortSignal;
}

/** The ending of a run that was stopped while no sandbox ran. */
export const STOPPED: Ending = { outcome: "cancelled", message: "The run was stopped on request." };

/** The defaults and what the lab's front matter says otherwise. */
export function limitsOf(
  { realKernel, assemblyScript, limits }:
    & Partial<Pick<RunJob, "realKernel" | "assemblyScript">>
    & Pick<Lab, "limits">,
): RunLimits {
  return {
    ...RUN_LIMITS,
    ...(realKernel ? REAL_KERNEL_LIMITS : {}),
    ...(assemblyScript ? ASSEMBLY_SCRIPT_LIMITS : {}),
    ...limits,
  };
}

/** The job that runs the learner's code. Throws `SyntaxError` when the lab's drive does not compile. */
export async function learnerJob(context: RunContext, work: Pick<RunJob, "entry" | "calls">): Promise<RunJob> {
  const { runId, queueKey, lab, request } = context;
  const { safePoints = false, assemblyScript = false, realKernel = false } = lab;
  return {
    runId,
    queueKey,
    code: request.code,
    drive: await bundleDrive(lab),
    safePoints,
    assemblyScript,
    realKernel,
    limits: limitsOf(lab),
    ...work,
  };
}

/** What is known of a run besides its ending; nothing of it when no sandbox ran. */
export interface RunRecord {
  readonly exit: SandboxExit;
  readonly tests: readonly TestReport[];
  readonly traceTruncated: boolean;
}

/** The result of a run that found no room. */
export function busyResult(context: RunContext, { message, retryAfterSeconds }: Refused): RunResult {
  return { ...resultOf(context, { outcome: "busy", message }, null), retryAfterSeconds };
}

/** The result of the run. */
export function resultOf(context: RunContext, { outcome, message }: Ending, record: RunRecord | null): RunResult {
  const { runId, seed, request: { labId, mode } } = context;
  return {
    version: 1,
    runId,
    labId,
    mode,
    seed,
    outcome,
    message,
    tests: record?.tests ?? [],
    durationMs: record?.exit.durationMs ?? 0,
    cpuMs: record?.exit.cpuMs ?? 0,
    truncated: record !== null && (record.exit.truncated || record.traceTruncated),
  };
}
