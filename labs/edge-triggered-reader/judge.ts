/** Draws depots and what they send; judges what was taken when, whom it made wait, and whether the reader slept meanwhile. */
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { LabTest, Random, Scenario } from "../_runner/lab.ts";
import type { Input, Observation } from "./drive.ts";
import { closesWhoLeft, edgeTriggered, inOrder, sleepsAndReturns, takenAtOnce } from "./judge_checks.ts";
import { large, pauseless, quiet } from "./judge_depots.ts";
import { takeTurns } from "./judge_turns.ts";

function runs(input: (random: Random) => Input, tests: LabTest<Input, Observation>[]): Scenario {
  return scenario<Input, Observation>({ input, tests });
}

export const judge = defineJudge([
  runs(quiet, [
    { name: "every message is handed on in full at the moment it arrives", check: takenAtOnce },
    { name: "each depot's bytes are handed on in order", check: inOrder },
    { name: "a depot that hangs up is closed at once, and no other", check: closesWhoLeft },
    {
      name: "the reader sleeps while nothing is left to read, and returns with the last depot",
      check: sleepsAndReturns,
    },
    { name: "the depots are registered edge-triggered", check: edgeTriggered },
  ]),
  runs(large, [
    { name: "what a whole night brings at once is handed on in full too", check: takenAtOnce },
    { name: "of three that have much to say, each gets its turns", check: takeTurns },
  ]),
  runs((random) => pauseless(random, 1), [
    { name: "a depot that never pauses does not hold up the others", check: takeTurns },
    { name: "nothing is lost while one never pauses", check: takenAtOnce },
    { name: "after one that never paused, the reader returns too", check: sleepsAndReturns },
  ]),
  runs((random) => pauseless(random, 2), [
    { name: "two depots that never pause take turns, and hold up nobody", check: takeTurns },
    { name: "each depot's bytes are handed on in order, while two never pause", check: inOrder },
    { name: "those that never paused are closed when they hang up", check: closesWhoLeft },
  ]),
]);
