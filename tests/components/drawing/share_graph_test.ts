import { assertEquals, assertFalse, assertStringIncludes, assertThrows } from "@std/assert";
import { shareGraph, type ShareSweep } from "../../../components/drawing/share_graph.tsx";

const SWEEP: ShareSweep = {
  slicesMs: [1, 10, 100],
  tasks: [{ name: "report", shares: [0.5, 0.7, 0.95] }, { name: "page", shares: [0.5, 0.3, 0.05] }],
};

Deno.test("every share is a point that says task, share and slice", () => {
  const svg = shareGraph(SWEEP);
  assertEquals([...svg.matchAll(/<title>/g)].length, 6);
  assertStringIncludes(svg, "<title>page: 5 % at 100 ms</title>");
});

Deno.test("slices are spaced by their logarithm, and tasks differ by shape", () => {
  const svg = shareGraph(SWEEP);
  assertStringIncludes(svg, 'x="55%"');
  assertEquals(new Set([...svg.matchAll(/<path d="([^"]+)"/g)].map(([, d]) => d)).size, 2);
  assertFalse(/\sstyle=|(?:fill|stroke)="/.test(svg));
});

Deno.test("a sweep that has no graph is refused", () => {
  assertThrows(() => shareGraph({ ...SWEEP, slicesMs: [0, 1, 10] }), RangeError, "a slice of 0 ms");
  assertThrows(() => shareGraph({ ...SWEEP, slicesMs: [10, 1, 100] }), RangeError, "rising");
  assertThrows(() => shareGraph({ ...SWEEP, slicesMs: [1, 10] }), RangeError, "shares of report");
  assertThrows(() => shareGraph({ ...SWEEP, tasks: [] }), RangeError, "0 tasks");
});
