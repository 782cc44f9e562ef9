/** A logarithmic axis for values that nobody knows in advance: whole decades around them, each with its label. */
import type { GraphAxis } from "./line_graph.tsx";

/** The axis from the power of ten below the smallest value to the one above the largest. */
export function decadeAxis(values: readonly number[], { words, title }: Pick<GraphAxis, "words" | "title">): GraphAxis {
  const first = Math.floor(Math.log10(Math.min(...values)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...values))));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => Number(`1e${first + index}`));
  return { from: ticks[0]!, to: ticks.at(-1)!, scale: "logarithmic", ticks, words, title };
}
