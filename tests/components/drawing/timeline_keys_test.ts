import { assertEquals } from "@std/assert";
import { stepForKey, zoomForKey } from "../../../components/drawing/timeline_keys.ts";
import type { TraceEvent } from "../../../labs/_runtime/trace/trace.ts";

const EVENTS: readonly TraceEvent[] = [
  { kind: "task-spawned", task: 1, name: "page", atNs: 0 },
  { kind: "task-started", task: 1, atNs: 1 },
  { kind: "printed", text: "Metz", atNs: 2 },
  { kind: "task-yielded", task: 1, atNs: 3 },
  { kind: "task-started", task: 1, atNs: 4 },
  { kind: "task-finished", task: 1, atNs: 5 },
];

function pressed(key: string, step: number, shiftKey = false): number | null {
  return stepForKey({ key, shiftKey }, step, EVENTS);
}

Deno.test("arrows step one event both ways, and stop at the ends", () => {
  assertEquals([pressed("ArrowRight", 2), pressed("ArrowLeft", 2)], [3, 1]);
  assertEquals([pressed("ArrowRight", 5), pressed("ArrowLeft", 0)], [5, 0]);
  assertEquals([pressed("Home", 3), pressed("End", 3)], [0, 5]);
});

Deno.test("with Shift they go from one running task to the next, and past the last one to the end", () => {
  assertEquals([pressed("ArrowRight", 1, true), pressed("ArrowLeft", 4, true)], [4, 1]);
  assertEquals([pressed("ArrowRight", 4, true), pressed("ArrowLeft", 1, true)], [5, 0]);
});

Deno.test("other keys are left to the page", () => {
  for (const key of ["Tab", "PageDown", "ArrowDown", " ", "Enter", "a"]) {
    assertEquals([pressed(key, 2), zoomForKey(key)], [null, null]);
  }
  assertEquals([zoomForKey("+"), zoomForKey("-")], [0.5, 2]);
});
