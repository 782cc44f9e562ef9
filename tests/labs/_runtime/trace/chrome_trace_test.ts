import { assertEquals } from "@std/assert";
import { type ChromeTrace, toChromeTrace, type Trace } from "../../../../labs/_runtime/trace/mod.ts";

const TRACE: Trace = {
  version: 1,
  clock: "monotonic",
  truncated: true,
  events: [
    { kind: "task-spawned", task: 1, name: "trackingPage", atNs: 0 },
    { kind: "task-started", task: 1, atNs: 1_000, source: { line: 3, column: 5 } },
    { kind: "loop-phase", phase: "timers", atNs: 1_500 },
    { kind: "task-blocked", task: 1, on: { kind: "call", name: "scans" }, atNs: 2_000 },
    { kind: "queue-length", queue: "ready", length: 4, atNs: 2_500 },
    { kind: "task-woken", task: 1, atNs: 9_000 },
    { kind: "task-started", task: 1, atNs: 9_250 },
    { kind: "task-spawned", task: 2, name: "eta", parent: 1, atNs: 9_300 },
    { kind: "task-finished", task: 1, atNs: 10_000 },
  ],
};

/** Through a file and back: each instant carries its event. */
function fromFile(text: string): Trace {
  const file: ChromeTrace = JSON.parse(text);
  const events = file.traceEvents.flatMap((entry) => entry.ph === "i" ? [entry.args.event] : []);
  return { ...file.otherData, events: events as Trace["events"] };
}

Deno.test("a trace comes back whole from a Chrome trace file", () => {
  assertEquals(fromFile(JSON.stringify(toChromeTrace(TRACE))), TRACE);
});

Deno.test("each task has a row of its name, with a slice for each state it was in", () => {
  const { traceEvents } = toChromeTrace(TRACE);
  const rows = traceEvents.filter((entry) => entry.ph === "M").map((entry) => [entry.tid, entry.args.name]);
  assertEquals(rows, [[0, "event loop"], [1, "trackingPage"], [2, "eta"]]);
  const slices = traceEvents.filter((entry) => entry.ph === "X");
  assertEquals(slices.map(({ tid, name, ts, dur }) => [tid, name, ts, dur]), [
    [1, "runnable", 0, 1],
    [1, "running", 1, 1],
    [1, "waiting for call scans", 2, 7],
    [1, "runnable", 9, 0.25],
    [1, "running", 9.25, 0.75],
    [2, "runnable", 9.3, 0.7],
  ]);
});

Deno.test("a queue's lengths become a graph", () => {
  const counters = toChromeTrace(TRACE).traceEvents.filter((entry) => entry.ph === "C");
  assertEquals(counters.map(({ name, ts, args }) => [name, ts, args]), [["length of ready", 2.5, { length: 4 }]]);
});
