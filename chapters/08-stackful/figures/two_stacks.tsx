import { machineFigure } from "../../../components/drawing/machine_figure.tsx";
import { tracedQuotesUntil } from "../two_quotes.ts";

/** Two quotes that have both asked a carrier for the first time, in the midst of their calls of `price`. */
export function draw(): string {
  const trace = tracedQuotesUntil(2);
  return machineFigure(trace, [{ step: trace.events.length - 1, words: "both are in the middle of price" }]);
}
