import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { tracedQuotes } from "../traced_quotes.ts";

/** Two quotes in virtual time, each suspended in the middle of its calls while a carrier answers. */
export async function draw(): Promise<string> {
  return timelineFigure((await tracedQuotes()).trace);
}
