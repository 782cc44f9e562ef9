/** Draws holds of the loop and days of scans; judges the probe in a model's time and the service by turns of the loop. */
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { ProbeInput, ProbeObservation, ServiceInput, ServiceObservation } from "./drive.ts";
import { hiccup, ignoresHiccups, probe, reportsAll, series, shortStall, stall, stops } from "./judge_probe.ts";
import { customersGetTurns, drawDay, otherJobsAsBefore, publishesAll } from "./judge_service.ts";

export const judge = defineJudge([
  scenario<ProbeInput, ProbeObservation>({
    input: (random) => probe(series(random, shortStall, 1)),
    tests: [{ name: "the probe reports a stall of the loop", check: reportsAll }],
  }),
  scenario<ProbeInput, ProbeObservation>({
    input: (random) => probe([...series(random, hiccup, 6), stall(random, 4_000)]),
    tests: [{ name: "the probe is silent while timers are only a little late", check: ignoresHiccups }],
  }),
  scenario<ProbeInput, ProbeObservation>({
    input: (random) => probe(series(random, stall, 3)),
    tests: [{ name: "the probe reports each of several stalls once", check: reportsAll }],
  }),
  scenario<ProbeInput, ProbeObservation>({
    input(random) {
      const [first, second] = series(random, stall, 2);
      return { ...probe([first!, second!]), stopAtMs: first!.atMs + first!.ms + 60 };
    },
    tests: [{ name: "a stopped probe reports no more and sets no more timers", check: stops }],
  }),
  scenario<ServiceInput, ServiceObservation>({
    input: drawDay,
    tests: [
      { name: "customers get their turn while the day is published", check: customersGetTurns },
      { name: "every scan is published once, signed and in order", check: publishesAll },
      { name: "the other jobs return what they returned before", check: otherJobsAsBefore },
    ],
  }),
]);
