/** `grade` mode: inputs are drawn, the drive observes, the judge decides. */
import type { Trace } from "../_runtime/trace/trace.ts";
import { type CallRecord, readCalls } from "./call_records.ts";
import type { Evidence, PlannedScenario } from "./judge/judge_messages.ts";
import { jobEvents } from "./job_events.ts";
import { endingOf, verdictOf } from "./outcome.ts";
import type { DriveCall, Json, RunEvent, RunResult } from "./protocol.ts";
import { observeReference } from "./reference_run.ts";
import { busyResult, learnerJob, limitsOf, resultOf, type RunContext, STOPPED } from "./run_context.ts";
import { reportRun, type RunScenario } from "./test_reports.ts";

const EMPTY_TRACE: Trace = { version: 1, clock: "monotonic", events: [], truncated: false };

/** The events of a graded run; returns its result. Throws when the judge, the reference or the runner is broken. */
export async function* gradedRun(context: RunContext): AsyncGenerator<RunEvent, RunResult> {
  const plan = await context.judges.plan(context.lab, context.seed);
  const calls = plan.map(({ input }, index): DriveCall => ({ call: index + 1, input }));
  const job = await learnerJob(context, { entry: "drive", calls });
  if (context.stopped.aborted) return resultOf(context, STOPPED, null);
  const returned = yield* jobEvents(context.runner, job);
  if (returned.kind === "busy") return busyResult(context, returned.refused);
  const { frames, exit } = returned;
  const records = readCalls(frames, plan.length);
  const nextTest = firstTestWithout(plan, records);
  const ending = endingOf({ mode: "grade", frames, exit, limits: limitsOf(context.lab), nextTest });

  const observed = calls.filter((_, index) => records[index]!.state === "observed");
  const asked = observed.filter(({ call }) => plan[call - 1]!.needsReference);
  const reference = await observeReference(context, { ...job, calls: asked });
  if (reference.kind === "busy") return busyResult(context, reference.refused);
  const scenarios = context.stopped.aborted ? [] : await judged(context, plan, records, reference.values);
  if (context.stopped.aborted) return resultOf(context, STOPPED, { exit, tests: [], traceTruncated: false });

  const { tests, trace } = reportRun(scenarios, ending);
  for (const test of tests) yield { type: "test", test };
  if (trace !== null) yield { type: "trace", trace };
  const record = { exit, tests, traceTruncated: trace?.truncated ?? false };
  return resultOf(context, ending.outcome === "finished" ? verdictOf(tests) : ending, record);
}

/** Number, from 1, of the test at which the run was or would have been next; `null` when every call was answered. */
function firstTestWithout(plan: readonly PlannedScenario[], records: readonly CallRecord[]): number | null {
  const lastBegun = records.findLastIndex((record) => record.state !== "not-started");
  const next = records[lastBegun]?.state === "observed" || lastBegun === -1 ? lastBegun + 1 : lastBegun;
  if (next === plan.length) return null;
  return plan.slice(0, next).reduce((tests, scenario) => tests + scenario.tests.length, 0) + 1;
}

/** Puts what was observed to the judge; calls without an observation stay unjudged. */
async function judged(
  { judges, lab }: RunContext,
  plan: readonly PlannedScenario[],
  records: readonly CallRecord[],
  references: ReadonlyMap<number, Json>,
): Promise<RunScenario[]> {
  const evidence = records.flatMap((record, scenario): Evidence[] => {
    if (record.state !== "observed") return [];
    const { value: observation, trace } = record;
    const reference = references.get(scenario + 1) ?? null;
    return [{ scenario, input: plan[scenario]!.input, observation, trace: trace ?? EMPTY_TRACE, reference }];
  });
  const reports = await judges.check(lab, evidence);
  const reportsByScenario = new Map(evidence.map(({ scenario }, index) => [scenario, reports[index]!]));
  return plan.map((planned, scenario) => ({
    planned,
    record: records[scenario]!,
    judged: reportsByScenario.get(scenario) ?? null,
  }));
}
