import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { traced } from "../traced_page.ts";
import { together } from "../tracking_page.ts";

/** The page that has all its calls in flight at once, as it ran in virtual time. */
export async function draw(): Promise<string> {
  return timelineFigure(await traced(together));
}
