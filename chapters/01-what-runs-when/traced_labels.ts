/** Two customers press "print label" for one parcel, 20 ms apart; rendering takes 50 ms. In virtual time, with a trace. */
import { TracedRun, type TracedTask } from "../../labs/_runtime/clock/mod.ts";
import type { Trace } from "../../labs/_runtime/trace/mod.ts";
import type { labelDesk } from "./label_once.ts";
import { settle } from "./traced_page.ts";

/** What a way of writing the desk does with the two requests. */
export async function tracedLabels(desk: typeof labelDesk): Promise<Trace> {
  const run = new TracedRun({ settle });
  // Both share one desk; whoever renders or prints is the task whose code is running.
  let present: TracedTask;
  async function render(parcelId: string): Promise<string> {
    const task = present;
    await task.waitFor("render", 50);
    present = task;
    return `label of ${parcelId}`;
  }
  const labelOnce = desk(render, (label) => present.print(label));
  function request(task: TracedTask): Promise<void> {
    present = task;
    return labelOnce("P-1001");
  }
  const requests = [run.arrive(0, "first request", request), run.arrive(20, "second request", request)];
  const trace = await run.finish();
  await Promise.all(requests);
  return trace;
}

/** How many labels came out. */
export async function labelsPrinted(desk: typeof labelDesk): Promise<number> {
  const trace = await tracedLabels(desk);
  return trace.events.filter((event) => event.kind === "printed").length;
}
