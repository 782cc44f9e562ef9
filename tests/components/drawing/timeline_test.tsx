import { assert, assertEquals, assertFalse, assertMatch, assertStringIncludes } from "@std/assert";
import { renderToString } from "preact-render-to-string";
import { latencyLadder } from "../../../components/drawing/latency_ladder.tsx";
import { Timeline } from "../../../components/drawing/timeline.tsx";
import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import type { Trace, TraceEvent } from "../../../labs/_runtime/trace/trace.ts";

const PAGE: Trace = {
  version: 1,
  clock: "virtual",
  truncated: false,
  events: [
    { kind: "task-spawned", task: 1, name: "page", atNs: 0 },
    { kind: "task-started", task: 1, atNs: 10e6, source: { line: 4, column: 1 } },
    { kind: "task-blocked", task: 1, on: { kind: "call", name: "scans" }, atNs: 40e6, source: { line: 5, column: 9 } },
    { kind: "task-finished", task: 1, atNs: 120e6 },
  ],
};

function count(html: string, pattern: RegExp): number {
  return [...html.matchAll(pattern)].length;
}

Deno.test("without JavaScript a timeline is a drawing with every state and a table with every stretch", () => {
  const html = renderToString(<Timeline trace={PAGE} />);
  for (const state of ["running", "runnable", "waiting"]) assertStringIncludes(html, `bar state-${state}`);
  assertStringIncludes(html, "mark-finished state-finished");
  const body = html.slice(html.indexOf("<tbody>"), html.indexOf("</tbody>"));
  assertEquals(count(body, /<tr>/g), 3);
  assertStringIncludes(body, "<td>waiting</td><td>scans</td><td>40 ms</td><td>120 ms</td><td>5</td>");
});

Deno.test("the controls are off until the page is alive", () => {
  const html = renderToString(<Timeline trace={PAGE} />);
  assertEquals(count(html, /<button[^>]*>/g), 4);
  assertEquals(count(html, /<button[^>]*\bdisabled\b[^>]*>/g), 4);
});

Deno.test("nothing that is drawn carries a style attribute or a fixed colour", () => {
  const drawings = [
    renderToString(<Timeline trace={PAGE} />),
    timelineFigure(PAGE),
    latencyLadder([{ name: "call", ns: 2, source: null }]),
  ];
  for (const html of drawings) {
    assertFalse(/\sstyle=/.test(html));
    assertFalse(/(?:fill|stroke|color)="(?!none)/.test(html));
  }
});

Deno.test("a timeline opens at the moment that a failed test points to", () => {
  const html = renderToString(<Timeline trace={PAGE} highlight={2} />);
  assertStringIncludes(html, "event 3 of 4");
  assertStringIncludes(html, "page waits for scans (call).");
});

Deno.test("a moment that is not in the trace opens at its nearest end", () => {
  assertStringIncludes(renderToString(<Timeline trace={PAGE} highlight={99} />), "event 4 of 4");
  assertStringIncludes(renderToString(<Timeline trace={PAGE} highlight={-1} />), "event 1 of 4");
});

Deno.test("source lines are buttons only when somebody listens", () => {
  assertFalse(renderToString(<Timeline trace={PAGE} />).includes("source-link"));
  const linked = renderToString(<Timeline trace={PAGE} highlight={1} onSource={() => {}} />);
  assertEquals(count(linked, /<button[^>]*class="source-link"/g), 3);
});

Deno.test("the reader is told which clock ran", () => {
  assertStringIncludes(renderToString(<Timeline trace={PAGE} />), "virtual time");
  assertStringIncludes(renderToString(<Timeline trace={{ ...PAGE, clock: "monotonic" }} />), "real time");
});

Deno.test("a cut trace says so, in the drawing and in words", () => {
  const html = renderToString(<Timeline trace={{ ...PAGE, truncated: true }} />);
  assertStringIncludes(html, "trace cut here");
  assertStringIncludes(html, "reached its limit");
});

Deno.test("an empty trace says that nothing was recorded", () => {
  assertStringIncludes(renderToString(<Timeline trace={{ ...PAGE, events: [] }} />), "recorded no events");
});

Deno.test("names from a stranger's process stay text", () => {
  const name = "<script>alert(1)</script>";
  const events: TraceEvent[] = [
    { kind: "task-spawned", task: 1, name, atNs: 0 },
    { kind: "task-failed", task: 1, error: name, atNs: 1e6 },
  ];
  const html = renderToString(<Timeline trace={{ ...PAGE, events }} highlight={1} />);
  assertFalse(html.includes("<script"));
  assertStringIncludes(html, "&lt;script");
});

Deno.test("ten thousand events make a page of bounded size", () => {
  const events: TraceEvent[] = Array.from({ length: 10_000 }, (_, index) => ({
    kind: index % 2 === 0 ? "task-started" : "task-yielded",
    task: 1,
    atNs: index * 1_000,
  }));
  const html = renderToString(<Timeline trace={{ ...PAGE, events }} />);
  assert(html.length < 150_000, `${html.length} characters`);
  assertStringIncludes(html, "The first 200 of 9999 stretches");
  assertStringIncludes(html, "stretches too short to show: running 50 %, runnable 50 %");
});

Deno.test("twenty-four tasks with a hundred slices each make a page of bounded size too", () => {
  const tasks = Array.from({ length: 24 }, (_, index) => index + 1);
  const events = Array.from({ length: 100 }, (_, round) =>
    tasks.flatMap((task): TraceEvent[] => [
      { kind: "task-started", task, atNs: (round * 24 + task) * 1e6 },
      { kind: "task-preempted", task, atNs: (round * 24 + task + 1) * 1e6 },
    ])).flat();
  const html = renderToString(<Timeline trace={{ ...PAGE, events }} />);
  assert(count(html, /<(?:rect|path|line|circle|text)/g) < 3_000);
});

Deno.test("a queue is a lane of steps whose name says how high they go", () => {
  const lengths: TraceEvent[] = [2, 5, 0].map((length, index) => (
    { kind: "queue-length", queue: "run queue", length, atNs: index * 1e6 }
  ));
  const html = renderToString(<Timeline trace={{ ...PAGE, events: lengths }} highlight={1} />);
  assertStringIncludes(html, "run queue: up to 5");
  assertStringIncludes(html, `<path d="M0 18H0V10.8H1000V0H2000V18H2000V18Z">`);
  assertStringIncludes(html, "The run queue holds 5.");
});

Deno.test("a ladder stands in order of time and tells measured rungs from quoted ones", () => {
  const svg = latencyLadder([
    { name: "call", ns: 70e3, source: null },
    { name: "switch", ns: 8.6, source: "reference machine" },
  ]);
  assert(svg.indexOf("switch") < svg.indexOf("call"));
  assertMatch(svg, /rung rung-quoted[^]*switch: 8\.6 ns \(reference machine\)/);
  assertMatch(svg, /rung rung-measured[^]*call: 70 µs \(measured on this machine\)/);
});
