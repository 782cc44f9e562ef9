/** What may be claimed of a loop's day, and what a learner hears when it is not so. */
import { type Reason, refuse, refuseShape } from "../_runner/judge/refuse.ts";
import type { CheckContext } from "../_runner/lab.ts";
import type { Input, Kind, Observation, Run, Why } from "./drive_script.ts";

/** Waits that may end in vain, beyond one for each timer that was cancelled. */
const PARDONED = 4;

/** Refuses what the drive never reports: the observation comes out of a process that runs a stranger's code. */
function checkShape(observation: Observation): void {
  if (observation?.exported === false) {
    refuse({ expected: "the file to export a class Loop", happened: "it exports none", look: "The starter shows it." });
  }
  const { runs, vain, leaked, waits } = observation ?? {};
  const numbers = [vain?.waits, vain?.inARow, leaked, waits].every(Number.isInteger);
  if (numbers && Array.isArray(runs) && runs.every((run) => Number.isFinite(run?.ranMs))) return;
  refuseShape("a report of the day");
}

const ASKED: Readonly<Record<Kind, string>> = {
  callSoon: "which was to be called soon",
  callLater: "a timer",
  watch: "whose descriptor can be read",
  post: "which another thread had posted",
};

const TAKEN_BACK =
  "It was ready before it was taken back, and it had not run yet. Where did it wait at that moment, and who looks again when its turn comes?";

/** What is wrong with a callback that ran where it must not. */
const UNASKED: Readonly<Record<Why, Pick<Reason, "happened" | "look">>> = {
  "had run": {
    happened: "it ran, although it had run already",
    look: "Where does a callback wait, and who takes it out of there before it runs?",
  },
  "was cancelled": { happened: "it ran, although it had been cancelled", look: TAKEN_BACK },
  "is not watched": { happened: "it ran, although nobody watches its descriptor any more", look: TAKEN_BACK },
  "ran on the other thread": {
    happened: "it ran on the other thread, inside of post",
    look:
      "`post` is called by others: all that it may do is to leave the callback where the loop's own thread finds it.",
  },
  "ran inside of a callback": {
    happened: "it ran at once, in the midst of the callback that asked for it",
    look: "`callSoon` means the next pass. The callback that runs now counts on running alone.",
  },
  "has nothing to read": {
    happened: "it ran, although its descriptor has nothing to read",
    look: "epoll_wait says which descriptors are ready. Whose callbacks does the loop run, and how often for each?",
  },
};

/** Where to look when a callback is late, and the day is about another kind of them. */
const ELSEWHERE = "Step to the wait before it: how long was that to take, and what was there to do already?";

/** Each callback ran once, when it was asked for, and no later than that; `look` is for those that the day is about. */
export function checkRuns(observation: Observation, lateMs: number, look: string, about?: Kind): void {
  checkShape(observation);
  const { unasked, runs } = observation;
  if (unasked) {
    refuse({
      expected: `"${unasked.name}" not to run there`,
      ...UNASKED[unasked.why],
      traceAt: unasked.at,
    });
  }
  const lookFor = (kind: Kind) => about === undefined || kind === about ? look : ELSEWHERE;
  checkForgotten(observation, lookFor(observation.forgotten?.kind ?? "post"));
  const late = runs.find(({ dueMs, ranMs }) => ranMs - dueMs > lateMs);
  if (late !== undefined) {
    refuse({
      expected: `"${late.name}" (${ASKED[late.kind]}) to run at ${ms(late.dueMs)}, or up to ${lateMs} ms later`,
      happened: `it ran at ${ms(late.ranMs)}`,
      look: lookFor(late.kind),
      traceAt: late.at,
    });
  }
}

function checkForgotten({ forgotten, hangs, endedAt }: Observation, look: string): void {
  if (forgotten) {
    refuse({
      expected: `"${forgotten.name}" (${ASKED[forgotten.kind]}) to run`,
      happened: "the loop went to sleep without it",
      look,
      traceAt: forgotten.at,
    });
  }
  if (!hangs) return;
  refuse({
    expected: "the loop to wake up when another thread posts something",
    happened: "it sleeps in epoll_wait, and nothing that it waits for will ever come",
    look: "Another thread cannot end the wait by changing a list. What is it that epoll_wait looks at?",
    traceAt: endedAt,
  });
}

function ms(time: number): string {
  return `${time.toFixed(1)} ms`;
}

export function checkNotEarly(observation: Observation): void {
  checkShape(observation);
  const early = observation.runs.find(({ kind, dueMs, ranMs }) => kind === "callLater" && ranMs < dueMs);
  if (early !== undefined) {
    refuse({
      expected: `the timer "${early.name}" not to run before ${ms(early.dueMs)}`,
      happened: `it ran at ${ms(early.ranMs)}`,
      look:
        "A delay counts from the call of `callLater`. What time was it then, and which time did the loop take it for?",
      traceAt: early.at,
    });
  }
  checkForgotten(observation, "Each timer that is set has its time.");
}

/** In the order of their times; and of one kind and one time, in the order in which they were asked for. */
export function checkOrder(observation: Observation, kinds: readonly Kind[], look: string): void {
  checkShape(observation);
  for (const kind of kinds) {
    const runs = observation.runs.filter((run) => run.kind === kind);
    const place = runs.findIndex((run, index) => index > 0 && isBefore(run, runs[index - 1]!));
    if (place === -1) continue;
    const [first, second] = [runs[place - 1]!, runs[place]!];
    refuse({
      expected: `"${second.name}" to run before "${first.name}"`,
      happened: first.dueMs === second.dueMs
        ? `it ran after it; both were due at ${ms(first.dueMs)}, and "${second.name}" was asked for first`
        : `it ran after it; they were due at ${ms(second.dueMs)} and ${ms(first.dueMs)}`,
      look,
      traceAt: second.at,
    });
  }
}

function isBefore(one: Run, other: Run): boolean {
  return one.dueMs === other.dueMs ? one.asked < other.asked : one.dueMs < other.dueMs;
}

export function checkSleeps(observation: Observation, { input }: CheckContext<Input>): void {
  checkShape(observation);
  const cancels = input.start.filter(({ act }) => act === "cancel").length;
  const { vain, waits } = observation;
  if (vain.waits > PARDONED + cancels) {
    refuse({
      expected: "the loop to sleep until there is something to do",
      happened: `${vain.waits} of its ${waits} waits ended, and it did nothing; ${vain.inARow} of them in a row`,
      look:
        "Step to the first of them. Was the wait too short, by a rounded limit, or was something ready that nobody took away?",
      traceAt: vain.at,
    });
  }
  checkForgotten(observation, "Step to the wait that has no limit: what was there to do?");
}

export function checkStops(observation: Observation): void {
  checkShape(observation);
  if (observation.returned !== true) {
    refuse({
      expected: "run to return when the loop is stopped",
      happened: observation.waits === 0 ? "it returned at once" : "it did not",
      look:
        "`stop` is called in a callback that another thread has posted. Did it come through, and who looks whether the loop is to go on?",
      traceAt: observation.endedAt,
    });
  }
  if (observation.leaked === 0) return;
  refuse({
    expected: "run to close what the loop has opened",
    happened: `${observation.leaked} descriptors are open when it returns`,
    look: "Each descriptor that the constructor makes is closed once.",
    traceAt: observation.endedAt,
  });
}
