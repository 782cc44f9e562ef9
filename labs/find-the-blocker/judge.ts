/** Draws holds of the loop and days of scans; judges the probe in a model's time and the service by turns of the loop. */
import { equal } from "@std/assert";
import { refuse } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, Random } from "../_runner/lab.ts";
import {
  type Hold,
  type ProbeInput,
  type ProbeObservation,
  type ServiceInput,
  type ServiceObservation,
  signature,
} from "./drive.ts";

/** As the task says: a timer that is later than this is a stall. */
const STALL_MS = 100;
/** As the task says: the probe looks at least this often, so a stall may look shorter by as much. */
const CHECK_MS = 50;
/** As the task says: signatures between two moments at which a customer can be served. */
const RUN = 20;

const STARTER = "The starter shows its signature.";
const DEPOTS = ["Metz", "Graz", "Brno", "Gent", "Turin", "Kassel"];

/** Half milliseconds: no timer of the probe is set in the very moment at which a hold begins. */
function hold(random: Random, afterMs: number, lowMs: number, highMs: number): Hold {
  return { atMs: afterMs + random.integer(100, 300) + 0.5, ms: random.integer(lowMs, highMs) };
}

const stall = (random: Random, afterMs: number) => hold(random, afterMs, 250, 900);
/** Just long enough to make a timer that was set up to CHECK_MS ago more than STALL_MS late. */
const shortStall = (random: Random, afterMs: number) => hold(random, afterMs, STALL_MS + CHECK_MS + 1, 165);
/** Just too short to make any timer more than STALL_MS late. */
const hiccup = (random: Random, afterMs: number) => hold(random, afterMs, STALL_MS - 3, STALL_MS - 1);

function series(random: Random, draw: (random: Random, afterMs: number) => Hold, count: number): Hold[] {
  const holds: Hold[] = [];
  for (let index = 0; index < count; index++) {
    const last = holds.at(-1);
    holds.push(draw(random, last === undefined ? 0 : last.atMs + last.ms + 200));
  }
  return holds;
}

function probe(holds: readonly Hold[]): ProbeInput {
  const last = holds.at(-1)!;
  const endMs = last.atMs + last.ms + 1_000;
  return { kind: "probe", holds, stopAtMs: endMs - 100, endMs };
}

type Report = ProbeObservation["late"][number];

/** The reports, when the probe is one. */
function reportsOf(observation: ProbeObservation): Report[] {
  if (observation?.exported !== true || observation.stoppable !== true) {
    refuse({
      expected: "the file to export a function watchLoop that returns the function that stops it",
      happened: observation?.exported === true ? "it returned something else" : "it exports none",
      look: STARTER,
    });
  }
  const { reports, late, longestDelayMs, timersAfterStop } = observation;
  if (!Array.isArray(reports) || !Array.isArray(late)) refuseShape();
  if (typeof longestDelayMs !== "number" || typeof timersAfterStop !== "number") refuseShape();
  if (longestDelayMs === 0) {
    refuse({
      expected: "the probe to set timers on the clock that it is given",
      happened: "it set none",
      look: "The grader's time is a model's: only clock.now and clock.setTimeout know of it.",
    });
  }
  if (longestDelayMs > CHECK_MS) {
    refuse({
      expected: `the probe to look every ${CHECK_MS} ms or more often`,
      happened: `it set a timer of ${longestDelayMs} ms`,
      look: "A stall that begins and ends between two looks is not seen.",
    });
  }
  return reports.map((report) => ({ atMs: Number(report?.atMs), lateMs: Number(report?.lateMs) }));
}

/** Refuses what the drive never reports: the observation comes out of a process that runs a stranger's code. */
function refuseShape(): never {
  return refuse({
    expected: "a report of what the probe and the service did",
    happened: "the sandbox sent something else",
    look: "The lab needs the language's builtins as they are: does your code replace one?",
  });
}

/** A timer of less than a millisecond becomes one of a millisecond: a probe need not know. */
const CLOSE_MS = 1;

/** Each stall was reported once, with the lateness of a timer of the probe, and nothing else was. */
function reportsEach(
  reports: readonly Report[],
  { stalls, late }: { readonly stalls: readonly Hold[]; readonly late: ProbeObservation["late"] },
): void {
  const isOf = ({ atMs, ms }: Hold, report: Report) => report.atMs >= atMs && report.atMs < atMs + ms + 200;
  for (const stall of stalls) {
    const { ms } = stall;
    const own = reports.filter((report) => isOf(stall, report));
    const held = `the loop was held for ${ms} ms`;
    if (own.length !== 1) {
      refuse({
        expected: `one report when ${held}`,
        happened: own.length === 0 ? "the probe said nothing" : `the probe reported ${own.length} times`,
        look: own.length === 0
          ? "A timer that is due while the loop is held fires when it is let go: by how much is it late?"
          : "After a stall the next timer is on time again: when is it due, counted from the moment at which you set it?",
      });
    }
    const { atMs, lateMs } = own[0]!;
    const wasLate = late.some((timer) =>
      Math.abs(timer.lateMs - lateMs) <= CLOSE_MS && Math.abs(timer.atMs - atMs) <= ms
    );
    if (!wasLate || !(lateMs >= ms - CHECK_MS - CLOSE_MS && lateMs <= ms + CLOSE_MS)) {
      refuse({
        expected: `lateMs to say how late the timer was, from ${ms - CHECK_MS} to ${ms} ms, when ${held}`,
        happened: `the probe reported ${lateMs}`,
        look: "Late is what is left when the delay that you asked for is taken away, once.",
      });
    }
  }
  const stray = reports.find((report) => !stalls.some((stall) => isOf(stall, report)));
  if (stray !== undefined) {
    refuse({
      expected: "reports of stalls only",
      happened: `the probe reported ${stray.lateMs} while the loop was free`,
      look: "Which timer was late then, and by how much?",
    });
  }
}

function reportsAll(observation: ProbeObservation, { input }: CheckContext<ProbeInput>): void {
  reportsEach(reportsOf(observation), { stalls: input.holds, late: observation.late });
}

/** Only the last hold is a stall: the others are hiccups, of which the probe says nothing. */
function ignoresHiccups(observation: ProbeObservation, { input }: CheckContext<ProbeInput>): void {
  const stall = input.holds.at(-1)!;
  const reports = reportsOf(observation);
  const early = reports.filter((report) => report.atMs < stall.atMs);
  if (early.length > 0) {
    refuse({
      expected: `silence while no timer is more than ${STALL_MS} ms late`,
      happened: `the probe reported ${early.length} times, first with ${early[0]!.lateMs}`,
      look: "Every timer is a little late. Compare its lateness, not the time since the last look, with STALL_MS.",
    });
  }
  reportsEach(reports, { stalls: [stall], late: observation.late });
}

/** The first hold is reported; the second comes when the probe has been stopped. */
function stops(observation: ProbeObservation, { input }: CheckContext<ProbeInput>): void {
  const reports = reportsOf(observation);
  const seen = reports.filter((report) => report.atMs <= input.stopAtMs);
  reportsEach(seen, { stalls: [input.holds[0]!], late: observation.late });
  const after = reports.find((report) => report.atMs > input.stopAtMs);
  if (after !== undefined) {
    refuse({
      expected: "silence after the probe was stopped",
      happened: `it reported ${after.lateMs}`,
      look: "The timer that is set when stop is called still fires.",
    });
  }
  if (observation.timersAfterStop > 0) {
    refuse({
      expected: "no timer to be set after the probe was stopped",
      happened: `it set ${observation.timersAfterStop} more, though it said nothing`,
      look: "A probe that goes on in silence keeps its process alive: what sets the next timer?",
    });
  }
}

function drawDay(random: Random): ServiceInput {
  const parcels = Array.from({ length: 12 }, () => `P-${random.integer(10_000, 99_999)}`);
  const minutes = random.shuffle(Array.from({ length: 1_440 }, (_, minute) => minute));
  return {
    kind: "service",
    scans: minutes.slice(0, 240).map((minute) => ({
      parcelId: random.pick(parcels),
      depot: random.pick(DEPOTS),
      minute,
    })),
    labels: parcels.slice(0, 4),
    asked: random.shuffle(parcels),
    key: `${random.integer(0, 999_999)}`,
  };
}

const inOrder = (input: ServiceInput) => input.scans.toSorted((a, b) => a.minute - b.minute);

function checkShape(observation: ServiceObservation): void {
  if (observation?.exported !== true) {
    refuse({ expected: "the file to export a class TrackingService", happened: "it exports none", look: STARTER });
  }
  const { sent, answers, afterwards, signatures, longestRun } = observation;
  if (![sent, answers, afterwards].every(Array.isArray)) refuseShape();
  if (!Number.isInteger(signatures) || !Number.isInteger(longestRun)) refuseShape();
}

function customersGetTurns(observation: ServiceObservation, { input }: CheckContext<ServiceInput>): void {
  checkShape(observation);
  const { longestRun, longestRunAt, signatures, answers, afterwards } = observation;
  if (longestRun > RUN) {
    refuse({
      expected: `at most ${RUN} signatures between two turns of the loop`,
      happened: `${longestRun} of ${signatures} were made in one go, and no customer was served meanwhile`,
      look: longestRun === signatures
        ? "An await of something that is ready goes on from the microtask queue, and the loop waits until that is empty. What does make the loop turn?"
        : "The loop turned too seldom: look at the longest bar in the timeline.",
      traceAt: longestRunAt,
    });
  }
  const last = new Map(inOrder(input).map((scan) => [scan.parcelId, scan.depot]));
  const turns = Math.floor(input.scans.length / RUN) - 1;
  if (answers.length < turns) {
    refuse({
      expected: `at least ${turns} turns of the loop while ${input.scans.length} scans are published`,
      happened: `there were ${answers.length}`,
      look: "Are all scans published, and all by the service's own publisher?",
    });
  }
  const check = (answer: unknown, parcelId: string, when: string) => {
    const expected = last.has(parcelId) ? `${parcelId}: ${last.get(parcelId)}` : `${parcelId}: not seen yet`;
    if (answer === expected) return;
    refuse({
      expected: `track("${parcelId}") to answer "${expected}" ${when}`,
      happened: `it answered ${JSON.stringify(answer)}`,
      look: "Publishing must leave the scans where customers find them.",
    });
  };
  const { asked } = input;
  answers.forEach((answer, index) => check(answer, asked[index % asked.length]!, "while the day is published"));
  asked.forEach((parcelId, index) => check(afterwards[index], parcelId, "when the day has been published"));
}

function publishesAll(observation: ServiceObservation, { input }: CheckContext<ServiceInput>): void {
  checkShape(observation);
  const scans = inOrder(input);
  const expected = scans.map(({ parcelId, depot, minute }) => {
    const text = `${parcelId} ${depot} ${minute}`;
    return `${signature(input.key, text)} ${text}`;
  });
  const { sent } = observation;
  const place = expected.findIndex((event, index) => sent[index] !== event);
  if (place !== -1 || sent.length !== expected.length) {
    refuse({
      expected: `all ${expected.length} events to be sent, in order, when publishDay is done`,
      happened: place === -1
        ? `${sent.length} were sent`
        : place >= sent.length
        ? `only ${sent.length} were sent when it was done`
        : `event ${place + 1} was ${JSON.stringify(sent[place])} instead of ${JSON.stringify(expected[place])}`,
      look: "publishDay is done when its last event is sent: what is not awaited is not done.",
    });
  }
  if (observation.signatures !== expected.length || observation.published !== expected.length) {
    refuse({
      expected: `${expected.length} signatures, and publishDay to return ${expected.length}`,
      happened: `there were ${observation.signatures}, and it returned ${JSON.stringify(observation.published)}`,
      look: "Give up the thread between signatures, and change nothing else.",
    });
  }
}

function otherJobsAsBefore(observation: ServiceObservation, { input }: CheckContext<ServiceInput>): void {
  checkShape(observation);
  const summary: Record<string, number> = {};
  for (const { depot } of input.scans) summary[depot] = (summary[depot] ?? 0) + 1;
  const bits = (parcelId: string) => Array.from(parcelId, (letter) => letter.charCodeAt(0).toString(2)).join("");
  const labels = input.labels.map((parcelId) =>
    `${parcelId} ${bits(parcelId).replaceAll("0", " ").replaceAll("1", "|")}`
  );
  const jobs = [["summariseDay", summary, observation.summary], ["renderLabels", labels, observation.labels]];
  for (const [job, expected, got] of jobs) {
    if (equal(expected, got)) continue;
    refuse({
      expected: `${job} to return ${JSON.stringify(expected)}`,
      happened: `it returned ${JSON.stringify(got)}`,
      look: "Only the job that stalls the loop needs a change. Run shows which one that is.",
    });
  }
}

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
