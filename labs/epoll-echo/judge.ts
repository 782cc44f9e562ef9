/** Draws what scanners do; judges each drawing twice, as the model saw it and as Linux did. */
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { LabTest, Random } from "../_runner/lab.ts";
import type { Input, Observation } from "./drive.ts";
import { checkEnds, checkHeld, checkOpen, checkSleeps, checkStop, checkWhole } from "./judge_checks.ts";
import { drawBurst, drawFinish, type Drawn, drawRecords, drawSlow, drawVanish } from "./judge_days.ts";

type Test = LabTest<Input, Observation>;

const DAYS: readonly { draw(random: Random): Drawn; readonly tests: readonly Test[] }[] = [
  {
    draw: drawRecords,
    tests: [
      {
        name: "every scanner gets its own bytes back, in order",
        check: (seen, context) => checkWhole(seen, context, () => true),
      },
      { name: "the server sleeps while there is nothing to do", check: checkSleeps },
      { name: "serve returns when it is told to, with everything closed", check: checkStop },
    ],
  },
  {
    draw: drawBurst,
    tests: [
      {
        name: "a burst that the socket takes in parts comes back whole",
        check: (seen, context) => checkWhole(seen, context, () => true),
      },
      { name: "the server sleeps while a scanner does not read, and afterwards", check: checkSleeps },
    ],
  },
  {
    draw: drawSlow,
    tests: [
      {
        name: "a scanner that does not read holds nobody up",
        check: (seen, context) => checkWhole(seen, context, ({ scanner }) => scanner !== 0),
      },
      { name: "no more than 64 KiB are held of a scanner", check: checkHeld },
    ],
  },
  {
    draw: drawFinish,
    tests: [{ name: "a scanner that has finished gets the rest, and then the end", check: checkEnds }],
  },
  {
    draw: drawVanish,
    tests: [{ name: "a scanner that vanishes takes nobody along", check: checkOpen }],
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
    scenario<Input, Observation>({
      input: (random) => ({ on: "model", key: `${random.integer(0, 999_999)}`, ...draw(random) }),
      tests,
    })
  ),
  ...DAYS.map(({ draw, tests }) =>
    scenario<Input, Observation>({
      input: (random) => ({ on: "linux", key: `${random.integer(0, 999_999)}`, ...draw(random) }),
      tests: tests.map(unlessWithout),
    })
  ),
]);
