import { assert, assertEquals } from "@std/assert";
import { createRecorder } from "../../../../labs/_runtime/trace/mod.ts";

function recorderAt(times: number[], maxEvents = 10) {
  return createRecorder({ clock: "virtual", nowNs: () => times.shift()!, maxEvents });
}

Deno.test("a recorder stamps each event with nanoseconds since it was made", () => {
  const recorder = recorderAt([1_000, 1_250, 1_900.4]);
  recorder.record({ kind: "task-spawned", task: 1, name: "trackingPage" });
  recorder.record({ kind: "task-started", task: 1 });
  assertEquals(recorder.trace(), {
    version: 1,
    clock: "virtual",
    events: [
      { kind: "task-spawned", task: 1, name: "trackingPage", atNs: 250 },
      { kind: "task-started", task: 1, atNs: 900 },
    ],
    truncated: false,
  });
});

Deno.test("time in a trace never goes back, even when the clock does", () => {
  const recorder = recorderAt([0, 500, 300, 700]);
  for (const text of ["a", "b", "c"]) recorder.record({ kind: "printed", text });
  assertEquals(recorder.trace().events.map((event) => event.atNs), [500, 500, 700]);
});

Deno.test("a recorder keeps the first events up to its cap, counts the others and says so", () => {
  const recorder = recorderAt([0, 1, 2, 3], 2);
  for (const text of ["a", "b", "c"]) recorder.record({ kind: "printed", text });
  const trace = recorder.trace();
  assertEquals(trace.events.map((event) => event.kind === "printed" && event.text), ["a", "b"]);
  assertEquals(recorder.eventCount, 3);
  assert(trace.truncated);
});
