/** Draws days of scans, and judges by turns of the loop whether customers are served while a day is published. */
import { equal } from "@std/assert";
import { refuse, refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import type { CheckContext, Random } from "../_runner/lab.ts";
import { type ServiceInput, type ServiceObservation, signature } from "./drive.ts";

/** As the task says: signatures between two moments at which a customer can be served. */
const RUN = 20;

const DEPOTS = ["Metz", "Graz", "Brno", "Gent", "Turin", "Kassel"];

export function drawDay(random: Random): ServiceInput {
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
    refuseMissing("a class TrackingService");
  }
  const { sent, answers, afterwards, signatures, longestRun } = observation;
  if ([sent, answers, afterwards].every(Array.isArray) && [signatures, longestRun].every(Number.isInteger)) return;
  refuseShape("a report of what the service did");
}

export function customersGetTurns(observation: ServiceObservation, { input }: CheckContext<ServiceInput>): void {
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

export function publishesAll(observation: ServiceObservation, { input }: CheckContext<ServiceInput>): void {
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

export function otherJobsAsBefore(observation: ServiceObservation, { input }: CheckContext<ServiceInput>): void {
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
