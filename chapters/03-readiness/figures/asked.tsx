import { decadeAxis } from "../../../components/drawing/decade_axis.ts";
import { type GraphLine, lineGraph } from "../../../components/drawing/line_graph.tsx";
import { askedPerMessage, WAYS } from "../idle_connections.ts";

/** Descriptors that the model asks for one message, counted in runs with 10 to 10,000 of them. */
export function draw(): string {
  const words = (value: number) => value.toLocaleString("en");
  const lines = WAYS.map((name): GraphLine => ({
    name,
    points: [10, 30, 100, 300, 1_000, 3_000, 10_000].flatMap((watched) => {
      const asked = askedPerMessage(name, watched);
      return asked === null ? [] : [[watched, asked] as const];
    }),
  }));
  const points = lines.flatMap(({ points }) => points);
  return lineGraph({
    x: decadeAxis(points.map(([watched]) => watched), { words, title: "descriptors watched" }),
    y: decadeAxis(points.map(([, asked]) => asked), { words, title: "descriptors asked for each message" }),
    lines,
  });
}
