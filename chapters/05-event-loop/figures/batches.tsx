import { lineGraph } from "../../../components/drawing/line_graph.tsx";
import { traffic } from "../batches.ts";

const SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] as const;

/** What answers and timers wait, by the size of a batch. */
export function draw(): string {
  const runs = SIZES.map((size) => [size, traffic(size)] as const);
  return lineGraph({
    x: {
      from: 1,
      to: 512,
      scale: "logarithmic",
      ticks: [1, 8, 64, 512],
      words: (size) => String(size),
      title: "messages a tick, at most",
    },
    y: {
      from: 0.1,
      to: 100,
      scale: "logarithmic",
      ticks: [0.1, 1, 10, 100],
      words: (ms) => `${Number(ms.toFixed(1))} ms`,
      title: "waits",
    },
    lines: [
      { name: "answers, 99th percentile", points: runs.map(([size, { answerMs }]) => [size, answerMs]) },
      { name: "a timer of 1 ms, at worst", points: runs.map(([size, { timerMs }]) => [size, timerMs]) },
    ],
  });
}
