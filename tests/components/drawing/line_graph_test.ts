import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { type LineGraph, lineGraph } from "../../../components/drawing/line_graph.tsx";

const GRAPH: LineGraph = {
  x: { from: 1, to: 100, scale: "logarithmic", ticks: [1, 10, 100], words: (n) => `${n} clients`, title: "clients" },
  y: { from: 0, to: 8, scale: "linear", ticks: [0, 4, 8], words: (mib) => `${mib} MiB`, title: "memory" },
  lines: [{ name: "threads", points: [[1, 0], [10, 2], [100, 8]] }, { name: "one loop", points: [[1, 1], [100, 1]] }],
};

Deno.test("every point says its line and its values, and lies where its axes put it", () => {
  const svg = lineGraph(GRAPH);
  assertStringIncludes(svg, "<title>threads: 2 MiB at 10 clients</title>");
  assertStringIncludes(svg, 'points="0.1500,1.0000 0.5750,0.7500 1.0000,0.0000"');
});

Deno.test("lines differ by dashes and by the shape of their points", () => {
  const svg = lineGraph(GRAPH);
  assertEquals(new Set([...svg.matchAll(/<path d="([^"]+)"/g)].map(([, d]) => d)).size, 2);
  assertEquals([...svg.matchAll(/<polyline[^>]*stroke-dasharray/g)].length, 1);
});

Deno.test("a line of many points is drawn without them", () => {
  const points = Array.from({ length: 50 }, (_, index) => [index + 1, 4] as const);
  assertEquals(lineGraph({ ...GRAPH, lines: [{ name: "steady", points }] }).includes("<path"), false);
});

Deno.test("a point that the axes do not reach is refused, and so is a fifth line", () => {
  const beyond = [{ name: "late", points: [[1, 9]] as const }];
  assertThrows(() => lineGraph({ ...GRAPH, lines: beyond }), RangeError, "late has a point at 1, 9");
  const atNothing = [{ name: "early", points: [[0, 1]] as const }];
  assertThrows(() => lineGraph({ ...GRAPH, lines: atNothing }), RangeError, "early has a point at 0, 1");
  const five = Array.from({ length: 5 }, (_, index) => ({ name: `${index}`, points: [[1, 1]] as const }));
  assertThrows(() => lineGraph({ ...GRAPH, lines: five }), RangeError, "5 lines");
});
