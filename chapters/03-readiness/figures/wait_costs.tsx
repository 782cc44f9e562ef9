import { decadeAxis } from "../../../components/drawing/decade_axis.ts";
import { lineGraph } from "../../../components/drawing/line_graph.tsx";
import { durationWords } from "../../../components/drawing/time_scale.ts";
import { WAYS } from "../idle_connections.ts";
import { slopeNs, type WaitCost, waitCosts } from "../wait_costs.ts";

/** The book's reference machine: Linux 6.18 in a small virtual machine. */
const REFERENCE: readonly WaitCost[] = [[10, 500], [100, 3_400], [1_000, 31_600], [10_000, 348_000]].flatMap(
  ([n = 0, ns = 0]): WaitCost[] => [{ way: "poll", n, ns }, { way: "epoll", n, ns: 300 }],
);

/** What one wait costs in real time, measured on this machine; where that is not Linux, on the reference machine. */
export function draw(): string {
  const measured = waitCosts();
  const costs = measured ?? REFERENCE;
  return lineGraph({
    x: decadeAxis(costs.map(({ n }) => n), {
      words: (n) => n.toLocaleString("en"),
      title: "descriptors watched, one of them ready",
    }),
    y: decadeAxis(costs.map(({ ns }) => ns), {
      words: durationWords,
      title: measured === null ? "time of one wait, on the reference machine" : "time of one wait, measured here",
    }),
    lines: WAYS.map((way) => ({ way, costs: costs.filter((cost) => cost.way === way) }))
      .filter(({ costs }) => costs.length > 1)
      .map(({ way, costs }) => ({
        name: `${way}: ${slopeNs(costs).toFixed(1)} ns more for each descriptor`,
        points: costs.map(({ n, ns }) => [n, ns] as const),
      })),
  });
}
