/** Judges each day twice, as the model saw it and as Linux did. */
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { LabTest, Random } from "../_runner/lab.ts";
import type { Input, Observation } from "./drive_script.ts";
import { checkNotEarly, checkOrder, checkRuns, checkSleeps, checkStops } from "./judge_checks.ts";
import {
  drawBusy,
  drawChains,
  drawIntrusions,
  drawLong,
  type Drawn,
  drawPosts,
  drawTakenBack,
  drawTimers,
} from "./judge_days.ts";

type Test = LabTest<Input, Observation>;

/** As the task says: with nothing else to do, and with others on the loop. */
const LATE_MS = 2;
const LATE_AMONG_OTHERS_MS = 10;

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
