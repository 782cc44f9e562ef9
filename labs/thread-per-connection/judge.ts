/** Draws days of scanners; judges by what the scanners saw, and by the threads that the model counted. */
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { LabTest, Random, Scenario } from "../_runner/lab.ts";
import type { Input, Observation, Scanner } from "./drive.ts";
import { answersAll, slowOneAlone } from "./judge_answers.ts";
import { breakers, manyScanners, silentFirst, slowReader, talkative, tooMany } from "./judge_days.ts";
import {
  breaksOffAlone,
  checkLimit,
  endsWithItsScanner,
  fewSwitches,
  oneBuffer,
  returns,
  threadForEach,
} from "./judge_threads.ts";

const PLENTY = 1_000;

function days(
  draw: (random: Random) => Scanner[],
  tests: LabTest<Input, Observation>[],
  maxThreads: (scanners: number) => number = () => PLENTY,
): Scenario {
  return scenario<Input, Observation>({
    input(random) {
      const scanners = draw(random);
      return { scanners, maxThreads: maxThreads(scanners.length) };
    },
    tests,
  });
}

export const judge = defineJudge([
  days(silentFirst, [
    { name: "a scanner is answered while the others are silent", check: answersAll },
    { name: "serve returns when nobody can connect any more", check: returns },
  ]),
  days(manyScanners, [
    { name: "there is one thread for each connection, and one that accepts", check: threadForEach },
    { name: "when a scanner leaves, its connection is closed and its thread ends", check: endsWithItsScanner },
    { name: "threads sleep until there is something to do", check: fewSwitches },
  ]),
  days(talkative, [
    { name: "a thread has one buffer on its own stack, however much its scanner says", check: oneBuffer },
  ]),
  days(slowReader, [
    { name: "a scanner that reads late holds up nobody, and gets its own bytes", check: slowOneAlone },
  ]),
  days(breakers, [
    { name: "a scanner that breaks off ends its own thread, and no other", check: breaksOffAlone },
  ]),
  days(tooMany, [
    {
      name: "a connection for which there is no thread is closed at once",
      check: (observation, context) => checkLimit(observation, context, { late: false }),
    },
    {
      name: "when a thread has ended, there is room for the next connection",
      check: (observation, context) => checkLimit(observation, context, { late: true }),
    },
  ], (scanners) => scanners - 1 - 3 + 1),
]);
