/** From what became of each call to one report a test, and the trace that goes with them. Pure. */
import type { Trace } from "../_runtime/trace/trace.ts";
import type { CallRecord } from "./call_records.ts";
import type { PlannedScenario } from "./judge/judge_messages.ts";
import { type Ending, threwSentence } from "./outcome.ts";
import type { TestReport } from "./protocol.ts";

/** A scenario after the run. */
export interface RunScenario {
  readonly planned: PlannedScenario;
  readonly record: CallRecord;
  /** The judge's reports, when there was an observation to judge. */
  readonly judged: readonly TestReport[] | null;
}

/** Reports in order, and the trace to show beside them. */
export interface ReportedRun {
  readonly tests: readonly TestReport[];
  readonly trace: Trace | null;
}

/**
 * Every test's report. The trace is that of the first failed test's scenario, or the longest when all passed; only tests of
 * that scenario keep their `traceAt`, which counts events of its trace.
 */
export function reportRun(scenarios: readonly RunScenario[], ending: Ending): ReportedRun {
  const reports = scenarios.map((scenario) => scenario.judged ?? reportUnjudged(scenario, ending));
  const failed = reports.findIndex((tests) => tests.some((test) => test.status === "failed"));
  const shown = failed === -1 ? longest(scenarios) : failed;
  const trace = traceOf(scenarios[shown]);
  return {
    tests: reports.flatMap((tests, index) => tests.map((test) => keepPlace(test, index === shown ? trace : null))),
    trace,
  };
}

function reportUnjudged({ planned, record }: RunScenario, ending: Ending): TestReport[] {
  const report = unjudged(record, ending);
  return planned.tests.map((name) => ({ name, ...report }));
}

function unjudged(record: CallRecord, ending: Ending): Omit<TestReport, "name"> {
  switch (record.state) {
    case "observed":
    case "not-started":
      return { status: "not-run", message: "The program ended before this test's turn." };
    case "started":
      return ending.outcome === "cancelled"
        ? { status: "not-run", message: ending.message }
        : { status: "failed", message: ending.message };
    case "threw":
      return {
        status: "failed",
        message: `Expected an answer, but ${threwSentence(record)}`,
        ...lastMoment(record.trace),
      };
    case "stalled":
      return {
        status: "failed",
        message: "Expected an answer, but nothing was left to wait for and the call had not ended.",
        hint: "Look for a promise that nothing settles.",
        ...lastMoment(record.trace),
      };
  }
}

function lastMoment(trace: Trace | null): { traceAt?: number } {
  return trace === null || trace.events.length === 0 ? {} : { traceAt: trace.events.length - 1 };
}

function longest(scenarios: readonly RunScenario[]): number {
  const lengths = scenarios.map((scenario) => traceOf(scenario)?.events.length ?? -1);
  return lengths.indexOf(Math.max(...lengths));
}

function traceOf(scenario: RunScenario | undefined): Trace | null {
  return scenario !== undefined && "trace" in scenario.record ? scenario.record.trace : null;
}

function keepPlace(test: TestReport, trace: Trace | null): TestReport {
  if (test.traceAt === undefined || trace?.events[test.traceAt] !== undefined) return test;
  const { traceAt: _elsewhere, ...rest } = test;
  return rest;
}
