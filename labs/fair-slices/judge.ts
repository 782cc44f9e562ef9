/** Draws tasks that compute and others that arrive; judges each choice that the policy made, from the log of the run. */
import { refuse, refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, LabTest, Random, Scenario } from "../_runner/lab.ts";
import type { Entry, Input, Observation, Work } from "./drive.ts";

type Context = CheckContext<Input>;

/** As the task says. */
const MOST_PASSED_OVER = 40;
const SHARE = 2;

function task(priority: number, slices: number, arrives = 0): Work {
  return { priority, slices, arrives };
}

/** One choice: who was runnable, for how many choices each had waited, and who was chosen. */
interface Choice {
  readonly chosen: number;
  /** Task → choices since it became runnable. */
  readonly waited: ReadonlyMap<number, number>;
  /** In the order in which they became runnable. */
  readonly order: readonly number[];
}

/** The log as choices. Refuses a run that broke off. */
function choicesOf(observation: Observation): Choice[] {
  if (observation?.kind === "not-exported") {
    refuseMissing("a function fairSlices");
  }
  if (observation?.kind !== "ran" || !Array.isArray(observation.log)) {
    refuseShape("a log of what the policy chose");
  }
  const { log, error } = observation;
  if (error !== null) {
    refuse({
      expected: "the scheduler to run all tasks to their end",
      happened: `it stopped with ${error}`,
      look: "What do `length` and `next()` say while tasks are waiting for their turn?",
    });
  }
  return readLog(log);
}

function readLog(log: readonly Entry[]): Choice[] {
  const since = new Map<number, number>();
  const choices: Choice[] = [];
  for (const [kind, number] of log) {
    if (kind === "enqueue") {
      since.set(number, choices.length);
      continue;
    }
    const waited = new Map([...since].map(([runnable, began]) => [runnable, choices.length - began]));
    choices.push({ chosen: number, waited, order: [...since.keys()] });
    since.delete(number);
  }
  return choices;
}

/** The door of the grader, which lets new tasks in, has number 0. */
function priorityOf(number: number, { input }: Context): number {
  return input.work[number - 1]?.priority ?? 3;
}

/** The event at which the choice can be seen. */
function traceOf(choice: number, { trace }: Context): { readonly traceAt?: number } {
  let seen = -1;
  const at = trace.events.findIndex((event) => event.kind === "task-started" && ++seen === choice);
  return at === -1 ? {} : { traceAt: at };
}

function allFinish(observation: Observation, context: Context): void {
  if (observation?.kind === "ran" && Array.isArray(observation.finished)) {
    const enqueued = new Set(observation.log.map(([, number]) => number));
    const missing = context.input.work.findIndex((_, index) => !observation.finished.includes(index + 1));
    const starving = observation.log.length > 1_000;
    if (missing !== -1 && enqueued.has(missing + 1)) {
      refuse({
        expected: "every task to run to its end",
        happened: `task ${missing + 1} was enqueued and never chosen again, ${
          starving ? "while others ran on" : "and the scheduler found nothing to run"
        }`,
        look: "Everything that is enqueued comes out of `next()` once. Where could a task get lost?",
      });
    }
  }
  choicesOf(observation);
}

function mostImportantFirst(observation: Observation, context: Context): void {
  const [first] = choicesOf(observation);
  const most = Math.max(...context.input.work.map(({ priority }) => priority));
  if (first === undefined || priorityOf(first.chosen, context) === most) return;
  refuse({
    expected: `a task of priority ${most} to be chosen first, when all came at the same moment`,
    happened: `the first was task ${first.chosen}, of priority ${priorityOf(first.chosen, context)}`,
    look: "3 is the most important, 0 the least.",
    ...traceOf(0, context),
  });
}

function takesTurns(observation: Observation, context: Context): void {
  choicesOf(observation).forEach(({ chosen, order }, index) => {
    const oldest = order.find((number) => priorityOf(number, context) === priorityOf(chosen, context));
    if (oldest === chosen) return;
    refuse({
      expected: `task ${oldest} to be next: it is as important as task ${chosen} and has waited longer`,
      happened: `choice ${index + 1} was task ${chosen}`,
      look: "Of equals, the one that has waited longer goes first. What does your comparison say when two are equal?",
      ...traceOf(index, context),
    });
  });
}

function sharesByPriority(observation: Observation, context: Context): void {
  const choices = choicesOf(observation);
  const together = choices.slice(0, choices.findIndex(({ waited }) => waited.size < context.input.work.length));
  const countOf = (priority: number) =>
    Math.max(
      ...context.input.work.map((work, index) =>
        work.priority === priority ? together.filter(({ chosen }) => chosen === index + 1).length : 0
      ),
    );
  const [high, low] = [countOf(3), countOf(0)];
  if (together.length > 0 && high >= SHARE * low) return;
  refuse({
    expected: `the task of priority 3 to get at least ${SHARE} times as many slices as the one of priority 0`,
    happened: `while all were runnable it got ${high}, and the other ${low}: no more than its share`,
    look: "The priority must count for something each time, also when everybody has waited.",
  });
}

function nobodyStarves(observation: Observation, context: Context): void {
  choicesOf(observation).forEach(({ chosen, waited }, index) => {
    const passed = [...waited].find(([number, choices]) => number !== chosen && choices >= MOST_PASSED_OVER);
    if (passed === undefined) return;
    const [number, times] = passed;
    refuse({
      expected: `no runnable task to be passed over more than ${MOST_PASSED_OVER} times in a row`,
      happened: `task ${number}, of priority ${priorityOf(number, context)}, was passed over ${
        times + 1
      } times in a row`,
      look: "What about a task that has waited for long makes it more important than the others?",
      ...traceOf(index, context),
    });
  });
}

function beginsAnew(observation: Observation, context: Context): void {
  const choices = choicesOf(observation);
  choices.forEach(({ chosen, waited }, index) => {
    if (index === 0 || choices[index - 1]!.chosen !== chosen) return;
    const better = [...waited.keys()].find((number) => priorityOf(number, context) > priorityOf(chosen, context));
    if (better === undefined) return;
    refuse({
      expected: `task ${chosen}, of priority ${priorityOf(chosen, context)}, to stand back after its slice`,
      happened: `it ran twice in a row while task ${better}, of priority ${priorityOf(better, context)}, was runnable`,
      look: "What it had waited is paid for by the slice that it got. Where does your policy note that?",
      ...traceOf(index, context),
    });
  });
}

function runs(draw: (random: Random) => Work[], tests: LabTest<Input, Observation>[]): Scenario {
  return scenario<Input, Observation>({ input: (random) => ({ work: draw(random) }), tests });
}

/** Six tasks of all priorities in a drawn order, each with enough to do. */
function mixed(random: Random): Work[] {
  return random.shuffle([3, 3, 2, 1, 1, 0]).map((priority) => task(priority, random.integer(40, 60)));
}

/** An old report, and important work that never runs dry: each newcomer arrives before the one before is done. */
function arrivals(random: Random): Work[] {
  const newcomers = Array.from({ length: 50 }, (_, index) => task(3, random.integer(2, 4), 1 + 2 * index));
  return [task(0, 3), task(3, random.integer(2, 4)), ...newcomers];
}

/** Five of one priority. */
function equals(random: Random): Work[] {
  const priority = random.integer(0, 3);
  return Array.from({ length: 5 }, () => task(priority, random.integer(3, 9)));
}

export const judge = defineJudge([
  runs((random) => random.shuffle([3, 3, 2, 2, 1, 0]).map((priority) => task(priority, random.integer(2, 6))), [
    { name: "every task runs to its end", check: allFinish },
    { name: "when nobody has waited yet, the most important goes first", check: mostImportantFirst },
  ]),
  runs(equals, [
    { name: "tasks of one priority take turns in the order in which they came", check: takesTurns },
  ]),
  runs(mixed, [
    { name: "no runnable task is passed over for ever", check: nobodyStarves },
    { name: "a task of priority 3 gets at least twice as many slices as one of priority 0", check: sharesByPriority },
    { name: "a task that waited long begins anew once it has run", check: beginsAnew },
  ]),
  runs(arrivals, [
    { name: "no runnable task is passed over for ever, even while others keep arriving", check: nobodyStarves },
    { name: "the newcomers run to their end too", check: allFinish },
  ]),
]);
