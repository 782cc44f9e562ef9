import { assertEquals } from "@std/assert";
import { readCalls } from "../../../labs/_runner/call_records.ts";
import type { Frame } from "../../../labs/_runner/protocol.ts";

const observed = (call: number, value: string): Frame => ({ kind: "observation", call, value, trace: null });
const started = (call: number): Frame => ({ kind: "call-started", call });

Deno.test("each call has the last state that the frames show of it", () => {
  const frames: Frame[] = [
    { kind: "ready" },
    { kind: "loaded" },
    started(1),
    observed(1, "a page"),
    started(2),
    { kind: "threw", call: 2, message: "Error: no route", stack: "", trace: null },
    started(3),
  ];
  assertEquals(readCalls(frames, 4), [
    { state: "observed", value: "a page", trace: null },
    { state: "threw", message: "Error: no route", stack: "", trace: null },
    { state: "started" },
    { state: "not-started" },
  ]);
});

Deno.test("the first answer to a call counts, and answers to calls that were not made are dropped", () => {
  const frames = [
    started(1),
    observed(1, "first"),
    observed(1, "second"),
    started(1),
    observed(0, "x"),
    observed(9, "x"),
  ];
  assertEquals(readCalls(frames, 1), [{ state: "observed", value: "first", trace: null }]);
});

Deno.test("what belongs to no call changes no call", () => {
  const frames: Frame[] = [started(1), { kind: "stalled", call: null, trace: null }, { kind: "finished" }];
  assertEquals(readCalls(frames, 1), [{ state: "started" }]);
});
