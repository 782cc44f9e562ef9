import { stripTypeScriptTypes } from "node:module";
import { assert, assertEquals } from "@std/assert";
import { doubleScans, scansOfADay } from "../../../chapters/07-preemptive/double_scans.ts";
import { doubleScansTwin } from "../../../chapters/07-preemptive/double_scans_twin.ts";
import type { Monitor } from "../../../chapters/07-preemptive/monitor.ts";
import { startMonitor } from "../../../chapters/07-preemptive/monitor.ts";
import { nobody, observe } from "../../../chapters/07-preemptive/observed_run.ts";
import { share, work } from "../../../chapters/07-preemptive/share.ts";
import { inTurn, preemptedOnce } from "../../../chapters/07-preemptive/shared_total.ts";
import { compileSafePoints } from "../../../labs/_runtime/safepoints/compile_safe_points.ts";
import { placeOf, siteAt, watchSafePoints } from "../../../labs/_runtime/safepoints/mod.ts";

/** A flag that is up at every look: each safe point gives way. */
const always: Monitor = { isRaised: () => true, lower() {} };
/** A flag that is down at the first look of each turn and up at the second. */
function oneStrideEach(): Monitor {
  let fresh = true;
  function isRaised(): boolean {
    const raised = !fresh;
    fresh = false;
    return raised;
  }
  return { isRaised, lower: () => void (fresh = true) };
}

const deaf = { started() {}, preempted() {}, finished() {} };

Deno.test("the copy that can be stopped finds what the plain function finds, stopped at every safe point or at none", () => {
  const scans = scansOfADay(1_500);
  const expected = doubleScans(scans);
  assert(expected > 0, "there is something to find");
  for (const answer of [() => 0, () => 1, () => 1_024]) {
    using _watch = watchSafePoints(answer);
    const copy = doubleScansTwin(scans.slice(0, 60));
    let step = copy.next();
    while (!step.done) step = copy.next();
    assertEquals(step.value, doubleScans(scans.slice(0, 60)));
  }
  assertEquals(doubleScansTwin(scans).next(), { done: true, value: expected });
});

Deno.test("the copy names the lines of the function and of its loops in double_scans.ts", async () => {
  const lines = (await Deno.readTextFile(
    new URL("../../../chapters/07-preemptive/double_scans.ts", import.meta.url),
  )).split("\n");
  using _watch = watchSafePoints(() => 0);
  const seen = [...doubleScansTwin(scansOfADay(3))].map(placeOf).map(({ line, column }) =>
    lines[line - 1]!.slice(column - 1).split(" ")[0]!
  );
  assertEquals([...new Set(seen)], ["function", "for"]);
});

Deno.test("the book's compiler puts its safe points at places of the copy's, and one in the innermost loop", async () => {
  const typed = await Deno.readTextFile(new URL("../../../chapters/07-preemptive/double_scans.ts", import.meta.url));
  const { code } = compileSafePoints(stripTypeScriptTypes(typed));
  const compiled = new Set([...code.matchAll(/yield (\d+);/g)].map(([, site]) => Number(site)));
  using _watch = watchSafePoints(() => 0);
  const byHand = new Set(doubleScansTwin(scansOfADay(3)));
  assertEquals([...compiled.difference(byHand)], []);
  assert(compiled.has(siteAt(12, 5)));
});

Deno.test("tasks under a raised flag take turns, and none is done before the others have begun", async () => {
  const log: string[] = [];
  const scans = scansOfADay(120);
  const observer = {
    ...deaf,
    started: (name: string) => log.push(name),
    finished: (name: string) => log.push(`${name}.`),
  };
  await share(["a", "b", "c"].map((name) => work(name, doubleScans, scans)), oneStrideEach(), observer);
  assertEquals(log.slice(0, 6), ["a", "b", "c", "a", "b", "c"]);
  assertEquals(log.filter((entry) => entry.endsWith(".")).length, 3);
});

Deno.test("under nobody's flag they run one after the other", async () => {
  const scans = scansOfADay(200);
  const { trace, preemptions } = await observe(["a", "b"].map((name) => work(name, doubleScans, scans)), nobody);
  assertEquals(preemptions, 0);
  const kinds = trace.events.filter((event) => "task" in event && event.task > 1).map((event) => event.kind);
  assertEquals(kinds, [
    "task-spawned",
    "task-spawned",
    "task-started",
    "task-finished",
    "task-started",
    "task-finished",
  ]);
});

Deno.test("a function without a copy runs to its end under a flag that is always up", async () => {
  const { preemptions } = await observe([work("sort", (list: number[]) => list.toSorted(), [3, 1, 2])], always);
  assertEquals(preemptions, 0);
});

Deno.test("a real second thread raises the flag, and a loop that runs until it is stopped is stopped", async () => {
  using monitor = await startMonitor(1);
  const stopped: string[] = [];
  function* untilStopped() {
    while (!monitor.isRaised());
    yield 1;
  }
  await share([{ name: "spin", steps: untilStopped() }], monitor, {
    ...deaf,
    preempted: (name) => void stopped.push(name),
  });
  assertEquals(stopped, ["spin"]);
});

Deno.test("two vans weigh 800 g in turn, and 500 g when the first is stopped between its read and its write", () => {
  assertEquals(inTurn(), 800);
  assertEquals(preemptedOnce(), 500);
});
