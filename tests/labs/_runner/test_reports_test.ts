import { assertEquals } from "@std/assert";
import type { CallRecord } from "../../../labs/_runner/call_records.ts";
import type { Ending } from "../../../labs/_runner/outcome.ts";
import type { TestReport } from "../../../labs/_runner/protocol.ts";
import { reportRun, type RunScenario } from "../../../labs/_runner/test_reports.ts";
import type { Trace } from "../../../labs/_runtime/trace/trace.ts";

const FINISHED: Ending = { outcome: "finished", message: "The program ran to its end." };
const TIMED_OUT: Ending = { outcome: "timed-out", message: "Stopped after 10 s during test 2." };

function traceOf(length: number): Trace {
  const events = Array.from({ length }, (_, atNs) => ({ kind: "printed", text: `${length}`, atNs }) as const);
  return { version: 1, clock: "monotonic", events, truncated: false };
}

function scenario(names: string[], record: CallRecord, judged: TestReport[] | null = null): RunScenario {
  return { planned: { input: null, needsReference: false, tests: names }, record, judged };
}

function observed(trace: Trace, judged: TestReport[]): RunScenario {
  return scenario(judged.map((test) => test.name), { state: "observed", value: null, trace }, judged);
}

const passed = (name: string): TestReport => ({ name, status: "passed", message: "" });
const failed = (name: string, traceAt: number): TestReport => ({ name, status: "failed", message: "no", traceAt });

Deno.test("reports keep the order of the tests; the trace is that of the first scenario that failed", () => {
  const { tests, trace } = reportRun([
    observed(traceOf(9), [passed("one")]),
    observed(traceOf(2), [passed("two"), failed("three", 1)]),
    observed(traceOf(5), [failed("four", 4)]),
  ], FINISHED);
  assertEquals(tests.map(({ name, status }) => `${name} ${status}`), [
    "one passed",
    "two passed",
    "three failed",
    "four failed",
  ]);
  assertEquals(trace, traceOf(2));
});

Deno.test("only tests of the trace's own scenario point into it, and only at events that it has", () => {
  const { tests } = reportRun([
    observed(traceOf(2), [failed("one", 1), failed("two", 2)]),
    observed(traceOf(5), [failed("three", 1)]),
  ], FINISHED);
  assertEquals(tests.map((test) => test.traceAt), [1, undefined, undefined]);
});

Deno.test("when all passed, the longest trace is shown", () => {
  const { trace } = reportRun([1, 5, 3].map((length) => observed(traceOf(length), [passed(`${length}`)])), FINISHED);
  assertEquals(trace, traceOf(5));
});

Deno.test("a call in which the run ended fails its tests with the reason; those after it are not run", () => {
  const { tests, trace } = reportRun([
    observed(traceOf(1), [passed("one")]),
    scenario(["two", "three"], { state: "started" }),
    scenario(["four"], { state: "not-started" }),
  ], TIMED_OUT);
  assertEquals(tests.slice(1), [
    { name: "two", status: "failed", message: TIMED_OUT.message },
    { name: "three", status: "failed", message: TIMED_OUT.message },
    { name: "four", status: "not-run", message: "The program ended before this test's turn." },
  ]);
  assertEquals(trace, null);
});

Deno.test("a call that threw, or can never end, fails its tests and points at its last moment", () => {
  const threw: CallRecord = {
    state: "threw",
    message: "Error: no route",
    stack: "    at page (lab.ts:4:9)",
    trace: traceOf(3),
  };
  assertEquals(reportRun([scenario(["one"], threw)], FINISHED).tests, [{
    name: "one",
    status: "failed",
    message: "Expected an answer, but it threw Error: no route at lab.ts:4:9, and nothing caught it.",
    traceAt: 2,
  }]);
  const [stalled] = reportRun([scenario(["one"], { state: "stalled", trace: traceOf(1) })], FINISHED).tests;
  assertEquals([stalled!.status, stalled!.traceAt, stalled!.hint], [
    "failed",
    0,
    "Look for a promise that nothing settles.",
  ]);
});

Deno.test("a run that was stopped on request blames no test", () => {
  const stopped: Ending = { outcome: "cancelled", message: "The run was stopped on request." };
  assertEquals(reportRun([scenario(["one"], { state: "started" })], stopped).tests[0]!.status, "not-run");
});
