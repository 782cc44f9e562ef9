import { assertEquals } from "@std/assert";
import type { Bar } from "../../../components/drawing/shapes.ts";
import { timelineShapes } from "../../../components/drawing/timeline_shapes.ts";
import type { Trace, TraceEvent } from "../../../labs/_runtime/trace/trace.ts";

function traceOf(events: readonly TraceEvent[], truncated = false): Trace {
  return { version: 1, clock: "virtual", events, truncated };
}

function inShort(bars: readonly Bar[]): string[] {
  return bars.map((bar) => `${bar.state} ${bar.from}-${bar.to}${bar.label === "" ? "" : ` ${bar.label}`}`);
}

Deno.test("a task's lane shows each of its states from the event that begins it to the one that ends it", () => {
  const { lanes } = timelineShapes(traceOf([
    { kind: "task-spawned", task: 1, name: "page", atNs: 0 },
    { kind: "task-started", task: 1, atNs: 5 },
    { kind: "task-blocked", task: 1, on: { kind: "call", name: "scans" }, atNs: 10 },
    { kind: "task-woken", task: 1, atNs: 40 },
    { kind: "task-started", task: 1, atNs: 45 },
    { kind: "task-preempted", task: 1, atNs: 50 },
    { kind: "task-started", task: 1, atNs: 60 },
    { kind: "task-finished", task: 1, atNs: 70 },
  ]));
  assertEquals(lanes.length, 1);
  assertEquals(lanes[0]!.name, "page");
  assertEquals(inShort(lanes[0]!.bars), [
    "runnable 0-5",
    "running 5-10",
    "waiting 10-40 scans",
    "runnable 40-45",
    "running 45-50",
    "runnable 50-60",
    "running 60-70",
  ]);
  assertEquals(lanes[0]!.marks, [
    { kind: "preempted", at: 50, label: "", eventIndex: 5 },
    { kind: "finished", at: 70, label: "", eventIndex: 7 },
  ]);
});

Deno.test("a state that lasts to the end of the trace is drawn to its end", () => {
  const { lanes } = timelineShapes(traceOf([
    { kind: "task-spawned", task: 1, name: "page", atNs: 0 },
    { kind: "task-started", task: 1, atNs: 0 },
    { kind: "task-blocked", task: 1, on: { kind: "mutex", name: "labels" }, atNs: 10 },
    { kind: "printed", text: "last", atNs: 100 },
  ]));
  assertEquals(inShort(lanes[0]!.bars), ["running 0-10", "waiting 10-100 labels"]);
});

Deno.test("a failed task carries its error to its mark", () => {
  const { lanes } = timelineShapes(traceOf([
    { kind: "task-spawned", task: 1, name: "eta", atNs: 0 },
    { kind: "task-failed", task: 1, error: "Error: down", atNs: 10 },
  ]));
  assertEquals(lanes[0]!.marks, [{ kind: "failed", at: 10, label: "Error: down", eventIndex: 1 }]);
});

Deno.test("a run in which no time passed is laid out by the order of its events", () => {
  const { axis, lanes } = timelineShapes(traceOf([
    { kind: "task-spawned", task: 1, name: "page", atNs: 0 },
    { kind: "task-started", task: 1, atNs: 0 },
    { kind: "task-finished", task: 1, atNs: 0 },
  ]));
  assertEquals(axis.unit, "order");
  assertEquals(inShort(lanes[0]!.bars), ["runnable 0-1", "running 1-2"]);
});

Deno.test("a bar keeps the source line of the event that began it", () => {
  const source = { line: 7, column: 3 };
  const { lanes } = timelineShapes(traceOf([
    { kind: "task-spawned", task: 1, name: "page", atNs: 0, source },
    { kind: "task-started", task: 1, atNs: 10 },
    { kind: "task-finished", task: 1, atNs: 20 },
  ]));
  assertEquals(lanes[0]!.bars.map((bar) => bar.source), [source, null]);
});

Deno.test("a task goes on at the line at which it stopped: being woken and running again point there", () => {
  const source = { line: 7, column: 3 };
  const { lanes, sources } = timelineShapes(traceOf([
    { kind: "task-spawned", task: 1, name: "page", atNs: 0 },
    { kind: "task-started", task: 1, atNs: 10 },
    { kind: "task-blocked", task: 1, on: { kind: "timer", name: "5 ms" }, atNs: 20, source },
    { kind: "task-woken", task: 1, atNs: 30 },
    { kind: "task-started", task: 1, atNs: 40 },
    { kind: "task-yielded", task: 1, atNs: 50 },
    { kind: "task-started", task: 1, atNs: 60 },
    { kind: "task-finished", task: 1, atNs: 70 },
  ]));
  assertEquals(lanes[0]!.bars.map((bar) => bar.source?.line ?? null), [null, null, 7, 7, 7, null, null]);
  assertEquals(sources.map((place) => place?.line ?? null), [null, null, 7, 7, 7, null, null, null]);
});

Deno.test("a queue's lengths become steps: the last of a moment holds, and an unchanged length is no step", () => {
  const lengths = [[0, 3], [0, 2], [10, 2], [20, 4]] as const;
  const { lanes } = timelineShapes(traceOf(
    lengths.map(([atNs, length]) => ({ kind: "queue-length", queue: "run queue", length, atNs })),
  ));
  assertEquals(lanes.map(({ name, steps }) => ({ name, steps })), [
    { name: "run queue", steps: [{ at: 0, length: 2 }, { at: 20, length: 4 }] },
  ]);
});

Deno.test("a system call that takes no time is a moment and not an invisible span", () => {
  const { lanes } = timelineShapes(traceOf([
    { kind: "system-call-entered", call: "read(3)", atNs: 5 },
    { kind: "system-call-returned", call: "read", result: "7", atNs: 5 },
    { kind: "printed", text: "done", atNs: 10 },
  ]));
  assertEquals(lanes[0]!.marks.map(({ label, at }) => [label, at]), [["read(3)", 5]]);
});

Deno.test("system calls and loop phases become spans, timers and prints become moments", () => {
  const { lanes } = timelineShapes(traceOf([
    { kind: "loop-phase", phase: "timers", atNs: 0 },
    { kind: "timer-fired", timer: 1, lateNs: 0, atNs: 2 },
    { kind: "printed", text: "hello", atNs: 3 },
    { kind: "loop-phase", phase: "poll", atNs: 10 },
    { kind: "system-call-entered", call: "epoll_wait", atNs: 11 },
    { kind: "system-call-returned", call: "epoll_wait", result: "1", atNs: 30 },
    { kind: "thread-started", thread: 1, name: "monitor", atNs: 30 },
    { kind: "thread-finished", thread: 1, atNs: 40 },
  ]));
  const spans = lanes.map((lane) => [lane.name, ...inShort(lane.bars), ...lane.marks.map((mark) => mark.label)]);
  assertEquals(spans, [
    ["loop", "outside 0-10 timers", "outside 10-40 poll"],
    ["timers", "fired 1"],
    ["printed", "hello"],
    ["system calls", "outside 11-30 epoll_wait"],
    ["thread monitor", "outside 30-40 monitor"],
  ]);
});

Deno.test("a trace from a stranger is drawn whatever it holds: tasks never spawned, time running back, unknown kinds", () => {
  const hostile = [
    { kind: "task-started", task: 9, atNs: 50 },
    { kind: "task-finished", task: 9, atNs: 20 },
    { kind: "task-spawned", task: 1, name: "page", atNs: Number.NaN },
    { kind: "from the future", atNs: 60 },
  ] as unknown as TraceEvent[];
  const { axis, lanes } = timelineShapes(traceOf(hostile));
  assertEquals(axis.positions, [50, 50, 50, 60]);
  assertEquals(lanes.map((lane) => lane.name), ["task 9", "page"]);
});
