import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { traced } from "../traced_page.ts";
import { oneByOne } from "../tracking_page.ts";

/** The page that awaits its backends one by one, as it ran in virtual time. */
export async function draw(): Promise<string> {
  return timelineFigure(await traced(oneByOne));
}
