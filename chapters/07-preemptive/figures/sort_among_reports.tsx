import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { sortAmongReports } from "../native_calls.ts";

/** Two reports with safe points and a sort without, under a monitor that raises the flag every 10 ms. */
export async function draw(): Promise<string> {
  return timelineFigure((await sortAmongReports()).trace);
}
