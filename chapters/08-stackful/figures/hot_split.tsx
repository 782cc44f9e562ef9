import { lineGraph } from "../../../components/drawing/line_graph.tsx";
import { ContiguousStack, fetchedInALoop, type GrowingStack, SegmentedStack } from "../growing_stacks.ts";

const WORDS = 12;
const USED = Array.from({ length: 61 }, (_, index) => index + 1);

function line(name: string, make: () => GrowingStack) {
  return { name, points: USED.map((used) => [used, fetchedInALoop(make(), { used, words: WORDS })] as const) };
}

/** How often a loop fetches memory for its calls, for each place at which its own frame may end. */
export function draw(): string {
  return lineGraph({
    x: {
      from: 1,
      to: 61,
      scale: "linear",
      ticks: [1, 20, 40, 61],
      words: String,
      title: "words in use when the loop begins",
    },
    y: {
      from: 0,
      to: 1_000,
      scale: "linear",
      ticks: [0, 500, 1_000],
      words: String,
      title: "fetches of memory in 1,000 turns",
    },
    lines: [
      line("a list of segments", () => new SegmentedStack()),
      line("one block that moves", () => new ContiguousStack()),
    ],
  });
}
