import { lineGraph } from "../../../components/drawing/line_graph.tsx";
import { durationWords } from "../../../components/drawing/time_scale.ts";
import { lostToOthers } from "../cold_cache.ts";

const SIZES_KIB = [8, 32, 128, 512] as const;

/** What a task loses to another one's turn, by how much memory it works on; measured here, in microseconds. */
export function draw(): string {
  const points = [...lostToOthers(SIZES_KIB)].map(([kib, ns]) => [kib, Math.max(100, ns)] as const);
  const most = Math.max(100_000, ...points.map(([, ns]) => ns));
  return lineGraph({
    x: {
      from: 8,
      to: 512,
      scale: "logarithmic",
      ticks: [8, 32, 128, 512],
      words: (kib) => `${kib} KiB`,
      title: "memory that the task works on",
    },
    y: {
      from: 100,
      to: most,
      scale: "logarithmic",
      ticks: [100, 1_000, 10_000, 100_000],
      words: durationWords,
      title: "time lost to the other’s turn",
    },
    lines: [
      { name: "walking by links, measured here", points },
      { name: "the switch itself: 2.3 µs, reference machine", points: [[8, 2_300], [512, 2_300]] },
    ],
  });
}
