/** Draws days of scans; judges by the broker's watch, which is the scheduler's virtual time. */
import { refuse, refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, Random } from "../_runner/lab.ts";
import type { Input, Observation, Photo, Timeout } from "./drive.ts";

type Context = CheckContext<Input>;

/** As the task says. */
const HEARTBEATS_A_SECOND = 1;
const LIMIT: Record<Timeout, string> = { session: "45 s without a heartbeat", poll: "300 s without a poll" };

interface Draw {
  readonly scans: number;
  readonly photos: readonly [low: number, high: number];
  readonly ms: readonly [low: number, high: number];
}

function drawDay(random: Random, ...parts: readonly Draw[]): Input {
  const day = `D${random.integer(100, 999)}`;
  let photo = 0;
  const scans = parts.flatMap((part) =>
    Array.from({ length: part.scans }, (): Photo[] =>
      Array.from({ length: random.integer(...part.photos) }, () => ({
        name: `${day}-${++photo}`,
        ms: random.integer(...part.ms),
      })))
  );
  return { scans, quiet: null, key: `${random.integer(0, 999_999)}` };
}

/** Scans whose five photos alone hold the thread for longer than a session lasts. */
const slowScans = (scans: number): Draw => ({ scans, photos: [5, 5], ms: [9_300, 10_000] });
/** The worst that the task allows. */
const slowestScans = (scans: number): Draw => ({ scans, photos: [5, 5], ms: [10_000, 10_000] });
/** Scans that are quickly done, each of them. */
const quickScans = (scans: number): Draw => ({ scans, photos: [1, 2], ms: [4_000, 8_000] });
const anyScans = (scans: number): Draw => ({ scans, photos: [1, 5], ms: [2_000, 10_000] });

/** Refuses what the drive never reports: the observation comes out of a process that runs a stranger's code. */
function checkShape(observation: Observation): void {
  if (observation?.exported === false) {
    refuseMissing("a generator function consume");
  }
  const { evictions, saves, commits, durationMs, heartbeats } = observation ?? {};
  const lists = [evictions, saves, commits].every(Array.isArray);
  if (lists && [durationMs, heartbeats].every(Number.isInteger)) return;
  refuseShape("a report of the day");
}

/** The day came to its end, and something was saved: a consumer that does nothing is never late. */
function checkEnd(observation: Observation, { input }: Context): void {
  if (!observation.returned) {
    refuse({
      expected: "consume to return when the day is over",
      happened: "it was still waiting when nothing was left to wait for",
      look: "An empty poll is the end of the day. What does consume wait for after that?",
      traceAt: observation.endedAt,
    });
  }
  const offsets = new Set(observation.saves.map(({ offset }) => offset));
  const missing = input.scans.findIndex((_, offset) => !offsets.has(offset));
  if (missing === -1 || observation.evictions.length > 0) return;
  refuse({
    expected: `all ${input.scans.length} scans to be saved`,
    happened: `scan ${missing} never was`,
    look: "A poll hands out each scan once. Who had this one, and what became of it?",
    traceAt: observation.endedAt,
  });
}

const LOOK: Record<Timeout, string> = {
  session:
    "The heartbeats are due, and their task may run; it is not let. Look at the bar that ends where this event stands: where in it could the consumer give way?",
  poll:
    "The heartbeats went out, so the consumer lived. How many scans did the last poll bring, and how long may each of them take?",
};

function neverThrownOut(observation: Observation, context: Context, why: Timeout): void {
  checkShape(observation);
  const eviction = observation.evictions.find((one) => one?.why === why);
  if (eviction !== undefined) {
    refuse({
      expected: `never ${LIMIT[why]}`,
      happened: `the consumer was thrown out after ${
        (eviction.silentMs / 1_000).toFixed(1)
      } s, ${observation.evictions.length} times in all`,
      look: LOOK[why],
      traceAt: eviction.at,
    });
  }
  const other = observation.evictions[0];
  if (other !== undefined) {
    refuse({
      expected: "the consumer to stay in its group",
      happened: `it was thrown out after ${LIMIT[other.why]}`,
      look: LOOK[other.why],
      traceAt: other.at,
    });
  }
  checkEnd(observation, context);
}

function aliveInSilence(observation: Observation, context: Context): void {
  checkShape(observation);
  const { quiet } = context.input;
  const eviction = observation.evictions.find((one) => one?.why === "session");
  if (eviction !== undefined) {
    refuse({
      expected: `heartbeats while a poll waited ${Math.round(quiet!.ms / 1_000)} s for a scan`,
      happened: `the consumer was thrown out after ${(eviction.silentMs / 1_000).toFixed(1)} s without one`,
      look: "A consumer that has nothing to do is alive too. Who sends the heartbeats while it waits?",
      traceAt: eviction.at,
    });
  }
  neverThrownOut(observation, context, "session");
}

function savedOnceInOrder(observation: Observation, context: Context): void {
  checkShape(observation);
  const { saves } = observation;
  const { scans } = context.input;
  const place = saves.findIndex(({ offset }, index) => offset !== index);
  if (place !== -1) {
    const { offset, at } = saves[place]!;
    const again = saves.slice(0, place).some((save) => save.offset === offset);
    refuse({
      expected: `save ${place + 1} to be of scan ${place}`,
      happened: `it was of scan ${offset}${again ? ", which had been saved before" : ""}`,
      look: again
        ? "Was the consumer thrown out, or did it take a scan twice from one poll?"
        : "The log has an order, and the store relies on it: what runs beside what?",
      traceAt: at,
    });
  }
  const wrong = saves.find(({ labelsRight }) => labelsRight !== true);
  if (wrong !== undefined) {
    refuse({
      expected: `scan ${wrong.offset} to be saved with the labels of its ${
        scans[Number(wrong.offset)]?.length
      } photos, in order`,
      happened: "other labels came",
      look: "Each photo is read once, and its label has the photo's place.",
      traceAt: wrong.at,
    });
  }
  checkEnd(observation, context);
}

function committedAfterSaving(observation: Observation, { input }: Context): void {
  checkShape(observation);
  const eviction = observation.evictions[0];
  if (eviction !== undefined) {
    refuse({
      expected: "the commits of a consumer that stays in its group",
      happened: `it was thrown out after ${LIMIT[eviction.why]}, and its commit was refused`,
      look: LOOK[eviction.why],
      traceAt: eviction.at,
    });
  }
  const early = observation.commits.find(({ offset, savedUpTo }) => !(Number(offset) <= savedUpTo));
  if (early !== undefined) {
    refuse({
      expected: `nothing beyond scan ${early.savedUpTo} to be committed before it is saved`,
      happened:
        `${early.offset} was committed: had the process died here, nobody would ever have saved scan ${early.savedUpTo}`,
      look: "A commit says: go on here after a crash. What must have happened to all scans before that place?",
      traceAt: early.at,
    });
  }
  if (observation.early !== null) {
    const { saved, committed, at } = observation.early;
    refuse({
      expected: "what has been saved to be committed before the next poll",
      happened: `a poll came when ${saved} scans had been saved and ${committed} committed`,
      look: "What is not committed is done again after a crash: the longer it waits, the more.",
      traceAt: at,
    });
  }
  if (observation.committed === input.scans.length) return;
  refuse({
    expected: `the commits to end at ${input.scans.length}`,
    happened: `they ended at ${observation.committed}`,
    look: "The committed offset is that of the scan to go on with, not that of the last one saved.",
    traceAt: observation.endedAt,
  });
}

function fewHeartbeats(observation: Observation, context: Context): void {
  checkShape(observation);
  checkEnd(observation, context);
  const { heartbeats, durationMs, heartbeatsAfter, endedAt } = observation;
  const most = Math.ceil(durationMs / 1_000 * HEARTBEATS_A_SECOND);
  if (heartbeats - heartbeatsAfter > most) {
    refuse({
      expected: `at most ${most} heartbeats in ${Math.round(durationMs / 1_000)} s`,
      happened: `there were ${heartbeats - heartbeatsAfter}`,
      look: "A broker has thousands of consumers, and one heartbeat every 3 s is what it asks of each.",
      traceAt: endedAt,
    });
  }
  if (heartbeatsAfter === 0) return;
  refuse({
    expected: "no heartbeat when consume has returned",
    happened: heartbeatsAfter > 1 ? `they went on and on` : "another one came",
    look: "The heartbeats are a task of their own: what tells it that the day is over?",
    traceAt: endedAt,
  });
}

export const judge = defineJudge([
  scenario<Input, Observation>({
    input: (random) => drawDay(random, quickScans(2), slowScans(3)),
    tests: [{
      name: "the session never expires: no 45 s without a heartbeat",
      check: (observation, context) => neverThrownOut(observation, context, "session"),
    }],
  }),
  scenario<Input, Observation>({
    input: (random) => drawDay(random, quickScans(random.integer(70, 80))),
    tests: [{
      name: "the poll interval is kept on a day of many scans: no 300 s without a poll",
      check: (observation, context) => neverThrownOut(observation, context, "poll"),
    }],
  }),
  scenario<Input, Observation>({
    input: (random) => drawDay(random, slowestScans(13)),
    tests: [{
      name: "the poll interval is kept when every scan is as slow as can be",
      check: (observation, context) => neverThrownOut(observation, context, "poll"),
    }],
  }),
  scenario<Input, Observation>({
    input: (random) => drawDay(random, anyScans(random.integer(30, 40))),
    tests: [
      { name: "every scan is saved once, in order, with its labels", check: savedOnceInOrder },
      { name: "a scan is committed after it is saved, and before the next poll", check: committedAfterSaving },
    ],
  }),
  scenario<Input, Observation>({
    input: (random) => ({
      ...drawDay(random, quickScans(14)),
      quiet: { before: random.integer(5, 9), ms: random.integer(120_000, 250_000) },
    }),
    tests: [
      { name: "heartbeats go out while the log is empty", check: aliveInSilence },
      { name: "heartbeats are not sent too often, nor after the end", check: fewHeartbeats },
    ],
  }),
]);
