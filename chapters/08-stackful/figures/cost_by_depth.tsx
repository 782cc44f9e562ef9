import { lineGraph } from "../../../components/drawing/line_graph.tsx";
import { durationWords } from "../../../components/drawing/time_scale.ts";
import { costsByDepth } from "../cost_by_depth.ts";

const DEPTHS = [1, 3, 10, 30, 100, 300, 1_000];

/** What one wait costs at the bottom of so many calls, measured here in three ways of writing them. */
export async function draw(): Promise<string> {
  const costs = await costsByDepth(DEPTHS);
  const all = [...costs.values()].flat();
  const from = 10 ** Math.floor(Math.log10(Math.min(...all)));
  const to = 10 ** Math.ceil(Math.log10(Math.max(...all)));
  const ticks = [];
  for (let tick = from; tick <= to; tick *= 10) ticks.push(tick);
  return lineGraph({
    x: {
      from: 1,
      to: 1_000,
      scale: "logarithmic",
      ticks: [1, 10, 100, 1_000],
      words: String,
      title: "calls between the outermost function and the wait",
    },
    y: { from, to, scale: "logarithmic", ticks, words: durationWords, title: "time for one wait" },
    lines: [...costs].map(([name, ns]) => ({
      name,
      points: DEPTHS.map((depth, index) => [depth, ns[index]!] as const),
    })),
  });
}
