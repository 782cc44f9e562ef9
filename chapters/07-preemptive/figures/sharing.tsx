import { timelineFigure } from "../../../components/drawing/timeline_figure.tsx";
import { startMonitor } from "../monitor.ts";
import { threeReports } from "../three_reports.ts";

/** The same three reports under a monitor that raises the flag every 10 ms: a run on this machine's clock. */
export async function draw(): Promise<string> {
  using monitor = await startMonitor(10);
  return timelineFigure((await threeReports(monitor)).trace);
}
