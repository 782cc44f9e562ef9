import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { labelDesk } from "../label_once.ts";
import { tracedLabels } from "../traced_labels.ts";

/** Two requests for one label, both past the check before either acts. */
export async function draw(): Promise<string> {
  return timelineFigure(await tracedLabels(labelDesk));
}
