import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import { morning } from "../../../chapters/05-event-loop/a_morning.ts";
import { traffic } from "../../../chapters/05-event-loop/batches.ts";
import { day } from "../../../chapters/05-event-loop/depot_day.ts";
import { retries } from "../../../chapters/05-event-loop/two_rules.ts";
import { threeResults } from "../../../chapters/05-event-loop/woken.ts";

Deno.test("while the report computes, a scan and a heartbeat wait; one round finds both, the socket's first", () => {
  assertEquals(day(morning).lines, [
    " 20 ms  a scan from Ghent",
    " 50 ms  report begins",
    " 75 ms  report ends",
    " 75 ms  a scan from Ghent",
    " 75 ms  heartbeat, due at 60 ms",
  ]);
});

Deno.test("the loop sleeps with the time to its next timer, and without limit when there is none", () => {
  const { trace } = day(morning);
  const timeouts = trace.events.flatMap((event) =>
    event.kind === "system-call-entered" ? event.call.match(/^epollWait.*?(-?\d+)\)$/)?.[1] ?? [] : []
  );
  assertEquals(timeouts, ["50", "30", "0", "-1"]);
});

Deno.test("timers come by their moments, and of one moment in the order in which they were set", () => {
  const { lines } = day(({ loop, print }) => {
    for (const [ms, name] of [[20, "c"], [10, "a"], [10, "b"], [30, "d"]] as const) {
      loop.setTimer(ms, () => print(name));
    }
  });
  assertEquals(lines, [" 10 ms  a", " 10 ms  b", " 20 ms  c", " 30 ms  d"]);
});

Deno.test("a callback that calls itself back holds nobody up by the first rule, and everybody by the second", () => {
  const [first, second] = [day(retries, "what was ready").lines, day(retries, "until nothing is ready").lines];
  assertEquals(first.map((line) => line.slice(0, 6)), [" 12 ms", " 18 ms", " 80 ms"]);
  assert(first.at(-1)!.endsWith("the last retry"));
  assertEquals(new Set(second.map((line) => line.slice(0, 6))), new Set([" 80 ms"]));
  assert(second[0]!.endsWith("the last retry"));
});

Deno.test("three wake-ups are one event, and all three results are there", () => {
  const { events, lines } = threeResults();
  assertEquals(events, 1);
  assertEquals(lines.slice(-3).map((line) => line.trim().slice(-7)), ["label 1", "label 2", "label 3"]);
});

Deno.test("small batches make answers wait, large ones timers; without a bound, both wait for the end", () => {
  const [one, middle, large, unbounded] = [traffic(1), traffic(16), traffic(512), traffic(null)];
  assertGreater(one.answerMs, 2 * middle.answerMs);
  assertLess(middle.timerMs, large.timerMs / 2);
  assertGreater(unbounded.answerMs, 10 * one.answerMs);
  assertGreater(unbounded.timerMs, 10 * large.timerMs);
});

Deno.test("in batches of one an answer takes 20 ms, from 64 on about 5; a timer is late by 0.2 ms, and in the end by 5", () => {
  const runs = [1, 64, 512].map(traffic);
  assertEquals(runs.map(({ answerMs }) => answerMs.toFixed(1)), ["20.5", "5.5", "5.3"]);
  assertEquals(runs.map(({ timerMs }) => timerMs.toFixed(1)), ["0.2", "3.3", "5.3"]);
});
