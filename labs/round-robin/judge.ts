/** Draws tasks, works out with a scheduler of its own in which order their steps must come, and compares step by step. */
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { LabTest, Random, Scenario } from "../_runner/lab.ts";
import type { Observation } from "./drive.ts";
import { checkEnding, checkOrder, namesTheStuck } from "./judge_checks.ts";
import {
  DEPOTS,
  fail,
  giveWay,
  join,
  joinCatching,
  mixed,
  NAMES,
  print,
  type Programs,
  returning,
  spawn,
  task,
  turns,
} from "./judge_programs.ts";

type Test = LabTest<Programs, Observation>;

function ordered(name: string, draw: (random: Random) => Programs, look: string, ...more: Test[]): Scenario {
  return scenario<Programs, Observation>({
    input: draw,
    tests: [{ name, check: (observation, context) => checkOrder(observation, context, look) }, ...more],
  });
}

export const judge = defineJudge([
  ordered(
    "tasks take turns in the order in which they were spawned",
    (random) => {
      const [first, second, third] = random.shuffle(NAMES);
      return [
        task(first!, ...turns(random, random.integer(2, 3))),
        task(second!, ...turns(random, random.integer(4, 5))),
        task(third!, ...turns(random, 1)),
      ];
    },
    "A yield ends the task's turn: who stands first in the queue now, and where does the task go?",
  ),
  ordered(
    "a spawned task begins when its turn comes, not inside spawn",
    (random) => {
      const [first, second, child, grandchild] = random.shuffle(NAMES);
      return [
        task(
          first!,
          print("Metz"),
          spawn(task(child!, ...turns(random, 2), spawn(task(grandchild!, print("Gent"), giveWay)), print("Brno"))),
          print("Graz"),
          ...turns(random, 2),
        ),
        task(second!, ...turns(random, 3)),
      ];
    },
    "Newcomers stand at the end of the queue, and the task that called spawn goes on with its turn.",
  ),
  ordered(
    "a join waits until the task has ended and evaluates to its result",
    (random) => {
      const [worker, waiter, other] = random.shuffle(NAMES);
      const value = random.pick([`P-${random.integer(1_000, 9_999)}`, random.integer(2, 99)]);
      return [
        task(waiter!, print("Metz"), join(worker!), print("Graz"), giveWay, print("Brno")),
        returning(value, task(worker!, ...turns(random, random.integer(2, 3)))),
        task(other!, ...turns(random, 6)),
      ];
    },
    "A task that waits stands in no queue. When the other ends, it goes to the end of the run queue, and its yield evaluates to the result.",
  ),
  ordered(
    "all who wait for one task go on in the order in which they came",
    (random) => {
      const [worker, ...others] = random.shuffle(NAMES).slice(0, 5);
      // Not in the order in which they stand in the queue: who asks again and again keeps that one.
      const before = random.pick([[2, 1, 0], [2, 0, 1], [1, 2, 0], [1, 0, 2], [0, 2, 1]]);
      return [
        ...others.slice(0, 3).map((name, index) =>
          task(name, ...turns(random, before[index]!), join(worker!), print("Turin"), giveWay)
        ),
        returning({ depot: random.pick(DEPOTS) }, task(worker!, ...turns(random, 4))),
        task(others[3]!, ...turns(random, 7)),
      ];
    },
    "Several may wait for one. All of them go to the end of the run queue when it ends.",
  ),
  ordered(
    "a join of a task that has ended gives its result on the next turn",
    (random) => {
      const [worker, nothing, waiter, other] = random.shuffle(NAMES);
      return [
        returning(random.pick([0, "", false, null]), task(worker!, print("Metz"))),
        task(nothing!, print("Graz")),
        task(waiter!, ...turns(random, 2), join(worker!), join(nothing!), print("Gent")),
        task(other!, ...turns(random, 6)),
      ];
    },
    "Every yield ends the turn, this one too. And how does your code know that a task has ended: could its result look like none?",
  ),
  ordered(
    "a task that throws ends alone: the others go on",
    (random) => {
      const [broken, second, third] = random.shuffle(NAMES);
      return [
        task(second!, ...turns(random, 3)),
        task(broken!, ...turns(random, random.integer(0, 1)), fail),
        task(third!, ...turns(random, 3)),
      ];
    },
    "The error comes out of your call of next. Who is hurt by it, if you do nothing?",
    { name: "an error that nobody waited for is thrown by run when all is done", check: checkEnding },
  ),
  ordered(
    "a join of a task that fails throws its error at the yield",
    (random) => {
      const [broken, catching, passing, late, other] = random.shuffle(NAMES);
      return [
        task(catching!, joinCatching(broken!), print("Metz"), giveWay, print("Graz")),
        task(passing!, join(broken!), print("never")),
        task(broken!, ...turns(random, 2), fail),
        task(late!, ...turns(random, 5), joinCatching(broken!), joinCatching(passing!), print("Brno")),
        task(other!, ...turns(random, 8)),
      ];
    },
    "`throw` of a generator goes on like `next`, except that the yield throws. A task that does not catch fails in its turn, with that same error.",
    { name: "an error that a task waited for is not thrown by run as well", check: checkEnding },
  ),
  ordered(
    "everything at once",
    mixed,
    "Go through the tasks with a pencil: one list for the run queue, and one for each task that is waited for.",
    { name: "everything at once ends as it should", check: checkEnding },
  ),
  ordered(
    "everything at once, with other tasks",
    mixed,
    "Go through the tasks with a pencil: one list for the run queue, and one for each task that is waited for.",
    { name: "everything at once, with other tasks, ends as it should", check: checkEnding },
  ),
  scenario<Programs, Observation>({
    input(random) {
      const [first, second, third, outside, free] = random.shuffle(NAMES);
      return [
        task(first!, ...turns(random, random.integer(0, 2)), join(second!)),
        task(second!, ...turns(random, random.integer(0, 2)), join(third!)),
        task(third!, join(first!)),
        task(outside!, print("Metz"), join(second!)),
        task(free!, ...turns(random, 4)),
      ];
    },
    tests: [{ name: "when tasks wait in a circle, run throws and names those that wait", check: namesTheStuck }],
  }),
  scenario<Programs, Observation>({
    input(random) {
      const [alone, free] = random.shuffle(NAMES);
      return [task(alone!, print("Metz"), join(alone!)), task(free!, ...turns(random, 2))];
    },
    tests: [{ name: "a task that waits for itself is a circle too", check: namesTheStuck }],
  }),
]);
