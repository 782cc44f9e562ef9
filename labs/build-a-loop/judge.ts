/** Draws what happens to a loop; judges each drawing twice, as the model saw it and as Linux did. */
import { refuse } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, LabTest, Random } from "../_runner/lab.ts";
import type { Act, Happening, Input, Intrusion, Kind, Observation, Run, Work } from "./drive.ts";

type Context = CheckContext<Input>;
type Test = LabTest<Input, Observation>;
type Drawn = Omit<Input, "on">;

/** As the task says: with nothing else to do, and with others on the loop. */
const LATE_MS = 2;
const LATE_AMONG_OTHERS_MS = 10;
/** Waits that may end in vain, beyond one for each timer that was cancelled. */
const PARDONED = 4;

const NOUNS = ["scan", "eta", "label", "route", "parcel", "van", "depot", "receipt"];

/** Gives each callback a name of its own. */
class Writer {
  readonly #names: string[];
  #timers = 0;

  constructor(random: Random) {
    this.#names = random.shuffle(
      NOUNS.flatMap((noun) =>
        Array.from({ length: 20 }, (_, index) => `${noun} ${10 + 4 * index + random.integer(0, 3)}`)
      ),
    );
  }

  work(acts: readonly Act[] = [], costMs = 0, again = 0): Work {
    return { name: this.#names.pop()!, costMs, acts, again };
  }

  later(ms: number, work = this.work()): Act & { readonly act: "callLater" } {
    return { act: "callLater", timer: this.#timers++, ms, work };
  }

  soon(work = this.work()): Act {
    return { act: "callSoon", work };
  }

  post(atMs: number, work = this.work()): Happening {
    return { atMs, what: "post", work };
  }
}

function watch(pipe: number, work: Work, refills = 0): Act {
  return { act: "watch", pipe, work, refills };
}

const bytes = (atMs: number, pipe: number): Happening => ({ atMs, what: "bytes", pipe });

// ---- what happens ---------------------------------------------------------------------------------------------------

/** Timers of all kinds, some cancelled, some set by others; and descriptors in between. */
function drawTimers(random: Random): Drawn {
  const w = new Writer(random);
  const together = random.integer(20, 30);
  const timers = random.shuffle([
    ...Array.from({ length: 8 }, () => w.later(random.integer(1, 80))),
    ...Array.from({ length: 12 }, () => w.later(together)),
    ...Array.from({ length: 12 }, () => w.later(together + 40)),
    w.later(together + 1),
    w.later(random.integer(5, 15), w.work([w.later(random.integer(1, 9)), w.later(random.integer(40, 60)), w.soon()])),
  ]);
  const cancelled = [w.later(random.integer(3, 60)), w.later(random.integer(90, 120))];
  return {
    pipes: 1,
    start: [
      ...timers.slice(0, 17),
      ...cancelled,
      ...timers.slice(17),
      // A callback that is queued while nothing else comes for a while.
      w.later(130, w.work([w.soon()])),
      w.later(140),
      watch(0, w.work([w.soon()])),
      ...cancelled.map(({ timer }): Act => ({ act: "cancel", timer })),
    ],
    happenings: [bytes(random.integer(2, 40), 0), bytes(random.integer(41, 90), 0)],
    intrusions: [],
  };
}

/** Callbacks that queue themselves, again and again. */
function drawChains(random: Random): Drawn {
  const w = new Writer(random);
  const chain = () => w.soon(w.work([], 0.1, random.integer(110, 140)));
  return {
    pipes: 1,
    start: [
      ...[w.soon(), w.soon(), w.soon()],
      w.later(random.integer(3, 6)),
      watch(0, w.work([w.soon()], 0.05)),
      ...[chain(), chain(), chain()],
      w.later(random.integer(8, 12)),
    ],
    happenings: [bytes(random.integer(4, 8), 0), w.post(random.integer(9, 11))],
    intrusions: [],
  };
}

/** A descriptor that has something to read each time one looks. */
function drawBusy(random: Random): Drawn {
  const w = new Writer(random);
  return {
    pipes: 2,
    start: [
      watch(0, w.work([], 0.1), random.integer(350, 400)),
      watch(1, w.work([w.soon()], 0.1)),
      w.later(random.integer(2, 6), w.work([w.soon(), w.later(3)])),
      w.later(random.integer(8, 12)),
    ],
    happenings: [bytes(0, 0), bytes(random.integer(3, 6), 1), w.post(random.integer(7, 9)), bytes(12, 1)],
    intrusions: [],
  };
}

/** Posts to a loop that sleeps, one by one and several at once, and while a callback computes. */
function drawPosts(random: Random): Drawn {
  const w = new Writer(random);
  const at = random.integer(20, 30);
  return {
    pipes: 1,
    start: [w.soon(), watch(0, w.work([], 3)), w.later(5)],
    happenings: [
      w.post(10),
      ...Array.from({ length: random.integer(2, 5) }, () => w.post(at)),
      w.post(at + 4, w.work([w.soon(), w.later(2)])),
      bytes(50, 0),
      w.post(51),
      w.post(52),
      w.post(70),
    ],
    intrusions: [],
  };
}

/** Posts in the midst of the loop's own system calls. */
function drawIntrusions(random: Random): Drawn {
  const w = new Writer(random);
  // One that skips calls may wait for the next wake-up, and would come to the help of who has forgotten another: those are last.
  const places = ([["read", 0], ["epollWait", 0], ["clockGettime", 0], ["clockGettime", 1], ["read", 1]] as const)
    .flatMap(([call, skip]) => random.shuffle(["before", "after"] as const).map((when) => ({ call, skip, when })));
  // Something wakes the loop every 100 ms, and an intrusion waits for what the loop does then: whoever forgets it is late.
  return {
    pipes: 0,
    start: [w.soon(), w.later(5_000)],
    happenings: places.map((_, index) => w.post(50 + 100 * index + random.integer(0, 20))),
    intrusions: places.map((place, index): Intrusion => ({ ...place, fromMs: 40 + 100 * index, work: w.work() })),
  };
}

/** Callbacks that take others back, which are as ready as they are. */
function drawTakenBack(random: Random): Drawn {
  const w = new Writer(random);
  const unwatch = (pipe: number): Act => ({ act: "unwatch", pipe });
  const [one, other] = [w.later(20), w.later(20)];
  const cancels = (self: typeof one, victim: typeof one): Act => ({
    ...self,
    work: w.work([{ act: "cancel", timer: victim.timer }]),
  });
  const third = w.later(40);
  return {
    pipes: 3,
    start: [
      ...random.shuffle([watch(0, w.work([unwatch(1)])), watch(1, w.work([unwatch(0)]))]),
      watch(2, w.work([unwatch(2)])),
      ...[cancels(one, other), cancels(other, one)],
      third,
      w.later(41, w.work([{ act: "cancel", timer: third.timer }])),
      w.later(45),
    ],
    happenings: [bytes(5, 0), bytes(5, 1), bytes(30, 2), bytes(31, 2), w.post(60)],
    intrusions: [],
  };
}

/** Callbacks that compute for a while before they set a timer. */
function drawLong(random: Random): Drawn {
  const w = new Writer(random);
  const long = (ms: number) => w.work([w.later(ms)], random.integer(4, 9));
  return {
    pipes: 1,
    start: [w.soon(long(5)), w.soon(long(3)), w.later(30, long(4)), w.later(30, long(8)), watch(0, long(6))],
    happenings: [bytes(80, 0), w.post(81, long(2)), w.post(120, long(9))],
    intrusions: [],
  };
}

// ---- claims ---------------------------------------------------------------------------------------------------------

/** Refuses what the drive never reports: the observation comes out of a process that runs a stranger's code. */
function checkShape(observation: Observation): void {
  if (observation?.exported === false) {
    refuse({ expected: "the file to export a class Loop", happened: "it exports none", look: "The starter shows it." });
  }
  const { runs, vain, leaked, waits } = observation ?? {};
  const numbers = [vain?.waits, vain?.inARow, leaked, waits].every(Number.isInteger);
  if (numbers && Array.isArray(runs) && runs.every((run) => Number.isFinite(run?.ranMs))) return;
  refuse({
    expected: "a report of the day",
    happened: "the sandbox sent something else",
    look: "The lab needs the language's builtins as they are: does your code replace one?",
  });
}

const ASKED: Readonly<Record<Kind, string>> = {
  callSoon: "which was to be called soon",
  callLater: "a timer",
  watch: "whose descriptor can be read",
  post: "which another thread had posted",
};

/** Where to look when a callback is late, and the day is about another kind of them. */
const ELSEWHERE = "Step to the wait before it: how long was that to take, and what was there to do already?";

/** Each callback ran once, when it was asked for, and no later than that; `look` is for those that the day is about. */
function checkRuns(observation: Observation, lateMs: number, look: string, about?: Kind): void {
  checkShape(observation);
  const { unasked, runs } = observation;
  if (unasked) {
    refuse({
      expected: `"${unasked.name}" not to run there`,
      happened: `it ran, although ${unasked.why}`.replace("although it ran", "and it ran"),
      look: whyUnasked(unasked.why),
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

function whyUnasked(why: string): string {
  if (/other thread/.test(why)) {
    return "`post` is called by others: all that it may do is to leave the callback where the loop's own thread finds it.";
  }
  if (/at once/.test(why)) return "`callSoon` means the next pass. The callback that runs now counts on running alone.";
  if (/twice|already/.test(why)) return "Where does a callback wait, and who takes it out of there before it runs?";
  return "It was ready before it was taken back, and it had not run yet. Where did it wait at that moment, and who looks again when its turn comes?";
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

function checkNotEarly(observation: Observation): void {
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
function checkOrder(observation: Observation, kinds: readonly Kind[], look: string): void {
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

function checkSleeps(observation: Observation, { input }: Context): void {
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

function checkStops(observation: Observation): void {
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

const DAYS: readonly { draw(random: Random): Drawn; readonly tests: readonly Test[] }[] = [
  {
    draw: drawTimers,
    tests: [
      {
        name: "each timer runs at its time, unless it was cancelled",
        check: (seen) =>
          checkRuns(
            seen,
            LATE_MS,
            "Before the loop waits, it knows which timer is the next. What does it tell epoll_wait?",
            "callLater",
          ),
      },
      {
        name: "timers run in the order of their times, and together in the order in which they were set",
        check: (seen) =>
          checkOrder(
            seen,
            ["callLater"],
            "What is at the top of the heap, after one was added and after one was taken?",
          ),
      },
      { name: "no timer runs early", check: checkNotEarly },
      { name: "the loop sleeps until something is to be done", check: checkSleeps },
      { name: "run returns when the loop is stopped, with everything closed", check: checkStops },
    ],
  },
  {
    draw: drawChains,
    tests: [
      {
        name: "callbacks that queue callbacks keep nobody waiting",
        check: (seen) =>
          checkRuns(
            seen,
            LATE_AMONG_OTHERS_MS,
            "A pass runs the callbacks that are there when it begins to run them. What they queue has its turn after the next look at the descriptors and the timers.",
          ),
      },
      {
        name: "callbacks run in the order in which they were queued",
        check: (seen) =>
          checkOrder(seen, ["callSoon", "post"], "A queue is taken from at one end, and added to at the other."),
      },
    ],
  },
  {
    draw: drawBusy,
    tests: [
      {
        name: "a descriptor that is always ready keeps nobody waiting",
        check: (seen) =>
          checkRuns(
            seen,
            LATE_AMONG_OTHERS_MS,
            "There is one wait in a pass, and what becomes ready after it is for the next one. Who has a turn in between?",
          ),
      },
    ],
  },
  {
    draw: drawPosts,
    tests: [
      {
        name: "what another thread posts wakes the loop",
        check: (seen) =>
          checkRuns(
            seen,
            LATE_AMONG_OTHERS_MS,
            "Another thread cannot end the wait by changing a list. What is it that epoll_wait looks at?",
            "post",
          ),
      },
      { name: "the loop sleeps again after it was woken", check: checkSleeps },
    ],
  },
  {
    draw: drawIntrusions,
    tests: [
      {
        name: "what is posted at a bad moment is not lost",
        check: (seen) =>
          checkRuns(
            seen,
            LATE_AMONG_OTHERS_MS,
            "It was posted in the midst of one of the loop's own calls; the trace shows which. The wake-up was written, and used up before anybody looked into the list, or it was not written at all.",
            "post",
          ),
      },
    ],
  },
  {
    draw: drawTakenBack,
    tests: [
      {
        name: "what was taken back does not run, even when it was ready already",
        check: (seen) =>
          checkRuns(seen, LATE_MS, "Only what was taken back is not to run: was somebody else's taken with it?"),
      },
      { name: "a descriptor that nobody watches wakes nobody", check: checkSleeps },
    ],
  },
  {
    draw: drawLong,
    tests: [{ name: "a delay counts from the call, however long the callback has computed", check: checkNotEarly }],
  },
];

/** On a machine without the real kernel there is nothing to judge, and the run has said so. */
function unlessWithout({ name, check }: Test): Test {
  return {
    name: `on Linux: ${name}`,
    check(observation, context) {
      if (typeof observation?.without !== "string") check(observation, context);
    },
  };
}

export const judge = defineJudge([
  ...DAYS.map(({ draw, tests }) =>
    scenario<Input, Observation>({ input: (random) => ({ on: "model", ...draw(random) }), tests })
  ),
  ...DAYS.map(({ draw, tests }) =>
    scenario<Input, Observation>({
      input: (random) => ({ on: "linux", ...draw(random) }),
      tests: tests.map(unlessWithout),
    })
  ),
]);
