/** Draws depots full of scanners; judges who was heard when, what was closed, and whether the server slept meanwhile. */
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { LabTest, Random, Scenario } from "../_runner/lab.ts";
import type { Input, Observation } from "./drive.ts";
import { closesWhoLeft, heardAtOnce, inFull, readsOnlyTheReady, sleeps } from "./judge_checks.ts";
import { crowd, depot, fullHouse } from "./judge_depots.ts";
import { servesTheLast, turnsAwayBeyondTheSet } from "./judge_limit.ts";

function runs(input: (random: Random) => Input, tests: LabTest<Input, Observation>[]): Scenario {
  return scenario<Input, Observation>({ input, tests });
}

export const judge = defineJudge([
  runs(depot, [
    { name: "every scan is heard at the moment it is sent, whoever is silent", check: heardAtOnce },
    { name: "all that a scanner sends arrives, in order and nothing else", check: inFull },
    { name: "a scanner that hangs up is closed, and no other", check: closesWhoLeft },
    { name: "the server sleeps in select while nobody has anything to say", check: sleeps },
  ]),
  runs(crowd, [
    { name: "with 100 connected, each scan is heard at the moment it is sent", check: heardAtOnce },
    { name: "with 100 connected, those who are silent cost no read", check: readsOnlyTheReady },
    { name: "with 100 connected, the server sleeps in select too", check: sleeps },
  ]),
  runs(fullHouse, [
    {
      name: "a connection whose number has no bit in the set is closed at once, and the others are served",
      check: turnsAwayBeyondTheSet,
    },
    { name: "when a number is free again, the next scanner is served under it", check: servesTheLast },
  ]),
]);
