import { assert, assertEquals } from "@std/assert";
import { channel, createScheduler, sleep, spawn, spend, virtualTime } from "../../../../labs/_runtime/scheduler/mod.ts";
import { type ChromeTrace, createRecorder, toChromeTrace, type Trace } from "../../../../labs/_runtime/trace/mod.ts";

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
  const rows = traceEvents.filter(({ name }) => name === "thread_name").map(({ tid, args }) => [tid, args.name]);
  assertEquals(rows, [[0, "event loop"], [1, "trackingPage"], [2, "eta"]]);
  const slices = traceEvents.flatMap((entry) => entry.ph === "X" ? [entry] : []);
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

Deno.test("an arrow leads from the task that wakes to where the woken one runs, and from parent to child", () => {
  const { traceEvents } = toChromeTrace({
    ...TRACE,
    events: [
      { kind: "task-spawned", task: 1, name: "page", atNs: 0 },
      { kind: "task-started", task: 1, atNs: 1_000 },
      { kind: "task-spawned", task: 2, name: "scan", parent: 1, atNs: 2_000 },
      { kind: "task-blocked", task: 1, on: { kind: "task", name: "scan" }, atNs: 3_000 },
      { kind: "task-started", task: 2, atNs: 3_000 },
      { kind: "task-woken", task: 1, by: 2, atNs: 8_000 },
      { kind: "task-finished", task: 2, atNs: 8_000 },
      { kind: "task-started", task: 1, atNs: 8_500 },
      { kind: "task-woken", task: 3, by: 2, atNs: 8_600 },
    ],
  });
  const ends = traceEvents.flatMap((entry) => entry.ph === "s" || entry.ph === "f" ? [entry] : []);
  assertEquals(ends.map(({ ph, id, name, tid, ts }) => [ph, id, name, tid, ts]), [
    ["s", 1, "spawns", 1, 2],
    ["f", 1, "spawns", 2, 3],
    ["s", 2, "wakes", 2, 8],
    ["f", 2, "wakes", 1, 8.5],
  ]);
});

Deno.test("a system call is a slice on a row of its caller's calls, with what it returned", () => {
  const { traceEvents } = toChromeTrace({
    ...TRACE,
    events: [
      { kind: "task-spawned", task: 1, name: "page", atNs: 0 },
      { kind: "system-call-entered", call: "read(3, 16 bytes)", task: 1, atNs: 1_000 },
      { kind: "system-call-returned", call: "read", result: "7", task: 1, atNs: 4_000 },
      { kind: "system-call-entered", call: "epollWait(4, 16, -1)", atNs: 5_000 },
    ],
  });
  const calls = traceEvents.flatMap((entry) => entry.ph === "X" && entry.name !== "runnable" ? [entry] : []);
  assertEquals(calls.map(({ name, tid, ts, dur, args }) => [name, tid, ts, dur, args]), [
    ["read(3, 16 bytes)", 1_000_001, 1, 3, { result: "7" }],
    ["epollWait(4, 16, -1)", 1_000_000, 5, 0, {}],
  ]);
  const rows = traceEvents.filter(({ name }) => name === "thread_name").map(({ tid, args }) => [tid, args.name]);
  assertEquals(rows.slice(2), [[1_000_001, "system calls of page"], [1_000_000, "system calls"]]);
});

Deno.test("whatever a scheduler records has the fields that the format asks of each entry", async () => {
  const { traceEvents } = JSON.parse(JSON.stringify(toChromeTrace(await recordedRun()))) as ChromeTrace;
  for (const entry of traceEvents) {
    assert(entry.name !== "" && entry.pid === 1 && Number.isInteger(entry.tid) && Number.isFinite(entry.ts));
    assert(entry.ts >= 0 && (entry.ph !== "X" || entry.dur >= 0), JSON.stringify(entry));
  }
  const named = new Set(traceEvents.filter(({ name }) => name === "thread_name").map(({ tid }) => tid));
  assert(traceEvents.every(({ tid }) => named.has(tid)), "each row has a name");
  for (const [row, slices] of Map.groupBy(traceEvents.filter(({ ph }) => ph === "X"), ({ tid }) => tid)) {
    const inOrder = slices.flatMap((entry) => entry.ph === "X" ? [entry] : []).sort((a, b) => a.ts - b.ts);
    inOrder.slice(1).forEach(({ ts }, index) => {
      const before = inOrder[index]!;
      assert(ts >= before.ts + before.dur - 1e-6, `slices of row ${row} overlap at ${ts} µs`);
    });
  }
  for (const entry of traceEvents) {
    if (entry.ph !== "f") continue;
    const lands = traceEvents.some((slice) =>
      slice.ph === "X" && slice.name === "running" && slice.tid === entry.tid && slice.ts === entry.ts
    );
    assert(lands, `arrow ${entry.id} ends where its task begins to run`);
  }
});

/** Tasks that hand over scans, sleep and compute, in virtual time. */
async function recordedRun(): Promise<Trace> {
  const clock = virtualTime();
  const recorder = createRecorder({ clock: "virtual", nowNs: clock.nowNs, maxEvents: 1_000 });
  const scheduler = createScheduler({ mode: "cooperative", clock, record: recorder.record });
  const scans = channel<string>(1, { name: "scans" });
  scheduler.spawn("belt", function* () {
    for (const city of ["Metz", "Graz", "Turin"]) {
      spend(2);
      yield* scans.send(city);
    }
    scans.close();
    spawn("report", () => spend(1));
  });
  scheduler.spawn("label", function* () {
    for (let scan = yield* scans.receive(); scan !== undefined; scan = yield* scans.receive()) yield* sleep(5);
  });
  await scheduler.run();
  return recorder.trace();
}
