/** Serves a tracking page from three backends in virtual time, and returns the trace. */
import { setImmediate } from "node:timers";
import { TracedRun, type TracedTask } from "../../labs/_runtime/clock/mod.ts";
import type { Trace } from "../../labs/_runtime/trace/mod.ts";
import type { Backends, TrackingPage } from "./tracking_page.ts";

/** How long each backend takes to answer, in milliseconds. */
export const ANSWER_MS = { scans: 80, route: 120, eta: 60 } as const;

/** A turn of Deno's own loop: by then the microtask queue is empty. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function tracedBackends(page: TracedTask): Backends {
  function answer<T>(name: keyof typeof ANSWER_MS, value: T): Promise<T> {
    return page.call(name, async (task) => {
      await task.waitFor(`${name} backend`, ANSWER_MS[name]);
      return value;
    });
  }
  return {
    scans: () => answer("scans", ["Ghent depot 06:12", "Lille depot 09:40"]),
    route: () => answer("route", ["Paris depot", "Lyon depot"]),
    eta: () => answer("eta", "tomorrow, 11:00"),
  };
}

/** What a way of writing the page does with these backends. */
export async function traced(page: (backends: Backends, id: string) => Promise<TrackingPage>): Promise<Trace> {
  const run = new TracedRun({ settle });
  const served = run.arrive(0, "page", (task) => page(tracedBackends(task), "P-1001"));
  const trace = await run.finish();
  await served;
  return trace;
}

/** When the last thing in a trace happened, in milliseconds. */
export function endMs(trace: Trace): number {
  return trace.events.at(-1)!.atNs / 1e6;
}
