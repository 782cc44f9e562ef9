import { lineGraph } from "../../../components/drawing/line_graph.tsx";
import { durationWords } from "../../../components/drawing/time_scale.ts";
import { costs, DEPTHS } from "../depth.ts";

/** Nanoseconds a resume against the number of coroutines that stand between the one who resumes and the one who waits. */
export async function draw(): Promise<string> {
  const measured = await costs();
  const most = Math.max(...measured.flatMap(({ generators, asyncs }) => [generators, asyncs]));
  return lineGraph({
    x: {
      from: 1,
      to: DEPTHS.at(-1)!,
      scale: "logarithmic",
      ticks: DEPTHS,
      words: String,
      title: "functions on the way down",
    },
    y: {
      from: 1,
      to: Math.max(10_000, most * 1.2),
      scale: "logarithmic",
      ticks: [10, 100, 1_000, 10_000],
      words: durationWords,
      title: "a resume",
    },
    lines: [
      { name: "generators, by yield*", points: measured.map(({ depth, generators }) => [depth, generators]) },
      { name: "async functions, by await", points: measured.map(({ depth, asyncs }) => [depth, asyncs]) },
    ],
  });
}
