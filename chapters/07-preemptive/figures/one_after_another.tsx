import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { nobody } from "../observed_run.ts";
import { threeReports } from "../three_reports.ts";

/** Three reports and a health check, with nobody to raise the flag: a run on this machine's clock. */
export async function draw(): Promise<string> {
  return timelineFigure((await threeReports(nobody)).trace);
}
