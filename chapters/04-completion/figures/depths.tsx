import { lineGraph } from "../../../components/drawing/line_graph.tsx";
import { copyAt, EVEN, LANES, ONE_ARM } from "../depth.ts";

const DEPTHS = [1, 2, 3, 4, 6, 8, 12, 16, 32] as const;
const BLOCKS = 480;

/** How long a copy of 480 blocks takes, by how many operations are under way. */
export function draw(): string {
  const words = (ms: number) => `${Number(ms.toFixed(1))} ms`;
  return lineGraph({
    x: {
      from: 1,
      to: 32,
      scale: "logarithmic",
      ticks: [1, 2, 4, 8, 16, 32],
      words: String,
      title: "operations under way",
    },
    y: { from: 5, to: 120, scale: "logarithmic", ticks: [6, 12, 24, 48, 96], words, title: "time of the copy" },
    lines: [
      { name: `a drive with ${LANES} lanes`, device: EVEN },
      { name: "a disk with one arm", device: ONE_ARM },
    ].map(({ name, device }) => ({
      name,
      points: DEPTHS.map((depth) => [depth, copyAt(depth, { blocks: BLOCKS, device }).tookMs] as const),
    })),
  });
}
