import { assertEquals } from "@std/assert";
import type { WayCost } from "../../../../chapters/_render/chapter.ts";
import {
  type MeasuringEvent,
  notMeasured,
  reduceMeasuring,
  statusOf,
  valueOf,
} from "../../../../components/islands/ways/measuring.ts";

const WAYS: readonly WayCost[] = [
  { name: "threads", title: "Threads", bytes: 1, memory: "process", ns: 1 },
  { name: "class", title: "Classes", bytes: 1, memory: "heap", ns: 1 },
];

const after = (...events: readonly MeasuringEvent[]) => events.reduce(reduceMeasuring, notMeasured);
const threads: MeasuringEvent = { type: "measured", name: "threads", cost: { kind: "measured", value: 5_000 } };

Deno.test("while it is measured the status names the way whose turn it is", () => {
  assertEquals(statusOf(after({ type: "began" }), WAYS), "Measuring Threads.");
  assertEquals(statusOf(after({ type: "began" }, threads), WAYS), "Measuring Classes.");
});

Deno.test("a way that this browser lacks has no value, and the others have theirs", () => {
  const lacks: MeasuringEvent = { type: "measured", name: "class", cost: { kind: "failed", why: "not here" } };
  const state = after({ type: "began" }, threads, lacks, { type: "ended" });
  assertEquals([state.kind, valueOf(state, "threads"), valueOf(state, "class")], ["done", 5_000, null]);
});

Deno.test("a second measurement begins with nothing", () => {
  const state = after({ type: "began" }, threads, { type: "ended" }, { type: "began" });
  assertEquals([state.kind, valueOf(state, "threads")], ["under-way", null]);
});

Deno.test("what could not be measured says why", () => {
  assertEquals(
    statusOf(after({ type: "began" }, { type: "failed", why: "no threads" }), WAYS),
    "It could not be measured here: no threads.",
  );
});
