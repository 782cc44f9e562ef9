import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  initialPanel,
  type PanelEvent,
  type PanelState,
  reducePanel,
} from "../../../../components/islands/lab_panel/panel_state.ts";
import { isUnderWay } from "../../../../components/islands/lab_panel/run_state.ts";
import type { RunEvent, RunResult, TestReport } from "../../../../labs/_runner/protocol.ts";

const STARTER = "// starter";

function after(...events: PanelEvent[]): PanelState {
  return events.reduce(reducePanel, initialPanel(STARTER));
}

function heard(event: RunEvent, atMs = 0): PanelEvent {
  return { type: "heard", event, atMs };
}

const REFUSED: TestReport = { name: "all calls overlap", status: "failed", message: "Expected …", traceAt: 8 };

function done(result: Partial<RunResult> = {}): PanelEvent {
  return heard({
    type: "done",
    result: {
      version: 1,
      runId: "r1",
      labId: "first-overlap",
      mode: "grade",
      seed: 1,
      outcome: "passed",
      message: "All tests passed.",
      tests: [],
      durationMs: 40,
      cpuMs: 10,
      truncated: false,
      ...result,
    },
  });
}

const CHECK: PanelEvent = { type: "run-asked", mode: "grade" };

Deno.test("a run goes from asking over queued and running to done", () => {
  const events = [
    CHECK,
    heard({ type: "queued", runId: "r1", position: 3 }),
    heard({ type: "queued", runId: "r1", position: 1 }),
    heard({ type: "started", runId: "r1", level: "strong" }, 700),
    done(),
  ];
  const phases = events.map((_, index) => after(...events.slice(0, index + 1)).run.phase);
  assertEquals(phases.map((phase) => phase.kind), ["asking", "queued", "queued", "running", "done"]);
  assertEquals(phases[2], { kind: "queued", position: 1 });
  assertEquals(phases[3], { kind: "running", startedAtMs: 700 });
});

Deno.test("the result's tests take the place of those heard one by one, and the first refusal is pointed at", () => {
  const { run } = after(
    CHECK,
    heard({ type: "test", test: { ...REFUSED, status: "passed" } }),
    done({ tests: [REFUSED] }),
  );
  assertEquals([run.tests, run.highlight], [[REFUSED], 8]);
});

Deno.test("only a passed check passes the lab, and it stays passed", () => {
  assertEquals(after(CHECK, done({ outcome: "failed" })).passed, false);
  assertEquals(after({ type: "run-asked", mode: "run" }, done({ outcome: "finished", mode: "run" })).passed, false);
  assertEquals(after(CHECK, done(), CHECK, done({ outcome: "failed" })).passed, true);
});

Deno.test("after Stop, whatever the run still says changes nothing", () => {
  const stopped = after(CHECK, { type: "stopped" });
  assertEquals(stopped.run.phase.kind, "stopped");
  assertEquals([heard({ type: "stdout", text: "late" }), done()].reduce(reducePanel, stopped), stopped);
});

Deno.test("a problem ends the run and leaves the text and what was printed", () => {
  const problem = { heading: "Cut off", sentence: "…" };
  const state = after(
    { type: "edited", code: "mine" },
    CHECK,
    heard({ type: "stdout", text: "a" }),
    { type: "heard", event: { type: "problem", problem }, atMs: 0 },
  );
  assertEquals(state.run.phase, { kind: "broken", problem });
  assertEquals([state.code, state.run.output.pieces.length], ["mine", 1]);
});

Deno.test("a new run clears the last one's output, tests and trace", () => {
  const trace = { version: 1, clock: "virtual", events: [], truncated: false } as const;
  const before = after(
    CHECK,
    heard({ type: "stdout", text: "a" }),
    heard({ type: "trace", trace }),
    done({ tests: [REFUSED] }),
  );
  const { run } = reducePanel(before, CHECK);
  assertEquals([run.output.pieces, run.tests, run.trace, run.highlight], [[], [], null, null]);
});

Deno.test("runs of unchanged text are counted by their ends; another text, or another mode, counts anew", () => {
  const twice = [CHECK, done(), CHECK, done({ outcome: "failed" }), CHECK, done()];
  assertEquals(after(...twice).run.tally, [{ outcome: "passed", count: 2 }, { outcome: "failed", count: 1 }]);
  assertEquals(after(...twice, { type: "edited", code: "b" }, CHECK, done()).run.tally, [{
    outcome: "passed",
    count: 1,
  }]);
  assertEquals(after(...twice, { type: "run-asked", mode: "run" }).run.tally, []);
});

Deno.test("a second run is not begun while one is under way", () => {
  const running = after(CHECK, heard({ type: "started", runId: "r1", level: "strong" }));
  assertEquals(reducePanel(running, { type: "run-asked", mode: "run" }), running);
});

Deno.test("reset asks once, goes back to the starter, and undo brings the text again", () => {
  const asked = after({ type: "edited", code: "mine" }, { type: "reset-asked" });
  assertEquals([asked.code, asked.reset.kind], ["mine", "asked"]);
  const reset = reducePanel(asked, { type: "reset", starter: STARTER });
  assertEquals([reset.code, reset.reset], [STARTER, { kind: "done", before: "mine" }]);
  const undone = reducePanel(reset, { type: "reset-undone" });
  assertEquals([undone.code, undone.reset.kind], ["mine", "none"]);
});

Deno.test("undo stays on offer until the text is another one", () => {
  const reset = after({ type: "edited", code: "mine" }, { type: "reset", starter: STARTER });
  assertEquals(reducePanel(reset, { type: "edited", code: STARTER }).reset.kind, "done");
  assertEquals(reducePanel(reset, { type: "edited", code: "new" }).reset.kind, "none");
});

Deno.test("text that was put there is told from text that was typed: only the former goes back into the editor", () => {
  const typed = after({ type: "edited", code: "m" }, { type: "edited", code: "mine" });
  assertEquals(typed.replacements, 0);
  const events: PanelEvent[] = [
    { type: "replaced", code: "theirs" },
    { type: "reset", starter: STARTER },
    { type: "reset-undone" },
  ];
  assertEquals(events.reduce(reducePanel, typed).replacements, 3);
});

Deno.test("the same moment of the trace can be asked for twice", () => {
  const { run } = after(CHECK, done(), { type: "pointed", traceAt: 8 }, { type: "pointed", traceAt: 8 });
  assertEquals([run.highlight, run.pointings], [8, 2]);
});

Deno.test("whatever a run says, in whatever order, the text is the reader's", () => {
  const anyEvent = fc.constantFrom<PanelEvent>(
    CHECK,
    heard({ type: "queued", runId: "r1", position: 1 }),
    heard({ type: "started", runId: "r1", level: "none" }),
    heard({ type: "stderr", text: "x" }),
    heard({ type: "test", test: REFUSED }),
    done({ outcome: "timed-out" }),
    { type: "stopped" },
    { type: "draft", status: { kind: "saved" } },
  );
  fc.assert(fc.property(fc.array(anyEvent), (events) => {
    const state = after({ type: "edited", code: "mine" }, ...events);
    assertEquals(state.code, "mine");
    // Run can be pressed again whenever nothing is under way.
    assertEquals(isUnderWay(reducePanel(state, CHECK).run), true);
  }));
});
