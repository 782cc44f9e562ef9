import { lineGraph } from "../../../components/drawing/line_graph.tsx";
import { turns } from "../three_competitors.ts";

const UNTIL_MS = 72;

/** The lag of each of the three tasks in that run: what it is owed, at the beginning and at the end of each turn. */
export function draw(): string {
  const taken = turns(UNTIL_MS);
  const names = [...taken[0]!.lagsMs.keys()];
  return lineGraph({
    x: {
      from: 0,
      to: UNTIL_MS,
      scale: "linear",
      ticks: [0, 12, 24, 36, 48, 60, 72],
      words: (ms) => `${ms}`,
      title: "milliseconds since they began",
    },
    y: {
      from: -9,
      to: 9,
      scale: "linear",
      ticks: [-6, 0, 6],
      words: (ms) => ms === 0 ? "all square" : ms > 0 ? `owed ${ms} ms` : `owes ${-ms} ms`,
      title: "lag",
    },
    lines: names.map((name) => ({
      name,
      points: [[0, 0] as const, ...taken.map(({ toMs, lagsMs }) => [toMs, lagsMs.get(name)!] as const)],
    })),
  });
}
