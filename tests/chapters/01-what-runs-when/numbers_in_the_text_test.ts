import { assertEquals, assertRejects } from "@std/assert";
import { claimingDesk, labelDesk } from "../../../chapters/01-what-runs-when/label_once.ts";
import { stalledLoop } from "../../../chapters/01-what-runs-when/stalled_loop.ts";
import { labelsPrinted, tracedLabels } from "../../../chapters/01-what-runs-when/traced_labels.ts";
import { endMs, traced } from "../../../chapters/01-what-runs-when/traced_page.ts";
import { oneByOne, together } from "../../../chapters/01-what-runs-when/tracking_page.ts";

Deno.test("three awaits in a row take 260 ms, three calls in flight 120", async () => {
  assertEquals(endMs(await traced(oneByOne)), 260);
  assertEquals(endMs(await traced(together)), 120);
});

Deno.test("page 2 has its answer at 90 ms and uses it at 270, when the report lets go", async () => {
  const { trace, pagesMs } = await stalledLoop();
  assertEquals(pagesMs, [30, 210, 180, 120, 60]);
  const page = trace.events.find((event) => event.kind === "task-spawned" && event.name === "page 2");
  const moments = trace.events.filter((event) =>
    "task" in event && page?.kind === "task-spawned" && event.task === page.task
  );
  const times = moments.map((event) => `${event.kind} ${event.atNs / 1e6}`);
  assertEquals(times.slice(-3), ["task-woken 90", "task-started 270", "task-finished 270"]);
});

Deno.test("the lag probe is due at 80 ms and called at 270", async () => {
  const { trace } = await stalledLoop();
  const probe = trace.events.find((event) => event.kind === "task-spawned" && event.name === "lag probe");
  const moments = trace.events.filter((event) =>
    "task" in event && probe?.kind === "task-spawned" && event.task === probe.task
  );
  const late = moments.findIndex((event) => event.kind === "task-woken" && event.atNs === 80e6);
  assertEquals(moments[late + 1], { ...moments[late + 1]!, kind: "task-started", atNs: 270e6 });
});

Deno.test("the desk that checks, waits and acts prints two labels, at 50 and at 70 ms", async () => {
  const trace = await tracedLabels(labelDesk);
  const printedMs = trace.events.filter((event) => event.kind === "printed").map((event) => event.atNs / 1e6);
  assertEquals(printedMs, [50, 70]);
});

Deno.test("the desk that claims first prints one label", async () => {
  assertEquals(await labelsPrinted(claimingDesk), 1);
});

Deno.test("a claim is taken back when rendering fails, so that the next press tries again", async () => {
  let attempts = 0;
  const printed: string[] = [];
  const labelOnce = claimingDesk((id) => {
    attempts++;
    return attempts === 1 ? Promise.reject(new Error("out of toner")) : Promise.resolve(`label of ${id}`);
  }, (label) => printed.push(label));
  await assertRejects(() => labelOnce("P-1001"), Error, "out of toner");
  await labelOnce("P-1001");
  assertEquals(printed, ["label of P-1001"]);
});
