/** Draws holds of the loop, and judges in a model's time what the probe made of them. */
import { refuse, refuseShape } from "../_runner/judge/refuse.ts";
import type { CheckContext, Random } from "../_runner/lab.ts";
import type { Hold, ProbeInput, ProbeObservation } from "./drive.ts";

/** As the task says: a timer that is later than this is a stall. */
const STALL_MS = 100;
/** As the task says: the probe looks at least this often, so a stall may look shorter by as much. */
const CHECK_MS = 50;

/** Half milliseconds: no timer of the probe is set in the very moment at which a hold begins. */
function hold(random: Random, afterMs: number, lowMs: number, highMs: number): Hold {
  return { atMs: afterMs + random.integer(100, 300) + 0.5, ms: random.integer(lowMs, highMs) };
}

export const stall = (random: Random, afterMs: number) => hold(random, afterMs, 250, 900);
/** Just long enough to make a timer that was set up to CHECK_MS ago more than STALL_MS late. */
export const shortStall = (random: Random, afterMs: number) => hold(random, afterMs, STALL_MS + CHECK_MS + 1, 165);
/** Just too short to make any timer more than STALL_MS late. */
export const hiccup = (random: Random, afterMs: number) => hold(random, afterMs, STALL_MS - 3, STALL_MS - 1);

export function series(random: Random, draw: (random: Random, afterMs: number) => Hold, count: number): Hold[] {
  const holds: Hold[] = [];
  for (let index = 0; index < count; index++) {
    const last = holds.at(-1);
    holds.push(draw(random, last === undefined ? 0 : last.atMs + last.ms + 200));
  }
  return holds;
}

export function probe(holds: readonly Hold[]): ProbeInput {
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
      look: "The starter shows its signature.",
    });
  }
  const { reports, late, longestDelayMs, timersAfterStop } = observation;
  const areNumbers = typeof longestDelayMs === "number" && typeof timersAfterStop === "number";
  if (!Array.isArray(reports) || !Array.isArray(late) || !areNumbers) refuseShape("a report of what the probe did");
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

export function reportsAll(observation: ProbeObservation, { input }: CheckContext<ProbeInput>): void {
  reportsEach(reportsOf(observation), { stalls: input.holds, late: observation.late });
}

/** Only the last hold is a stall: the others are hiccups, of which the probe says nothing. */
export function ignoresHiccups(observation: ProbeObservation, { input }: CheckContext<ProbeInput>): void {
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
export function stops(observation: ProbeObservation, { input }: CheckContext<ProbeInput>): void {
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
