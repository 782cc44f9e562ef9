/** Draws tasks, works out with a scheduler of its own in which order their steps must come, and compares step by step. */
import { refuse } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, LabTest, Random, Scenario } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import { listing, type Observation, perform, type Step, type TaskProgram, type World } from "./drive.ts";

type Programs = readonly TaskProgram[];
type Test = LabTest<Programs, Observation>;

const NAMES = ["scan", "label", "route", "page", "audit", "alert", "invoice", "digest", "probe"];
const DEPOTS = ["Metz", "Graz", "Brno", "Gent", "Turin", "Kassel", "Venlo", "Odense"];

/** Lines shown around the first step that differs. */
const SHOWN = 4;

const giveWay: Step = { do: "give way" };
const fail: Step = { do: "throw" };
const print = (text: string): Step => ({ do: "print", text });
const spawn = (program: TaskProgram): Step => ({ do: "spawn", program });
const join = (name: string): Step => ({ do: "join", name, catches: false });
const joinCatching = (name: string): Step => ({ do: "join", name, catches: true });
const task = (name: string, ...steps: readonly Step[]): TaskProgram => ({ name, steps });
const returning = (value: Json, program: TaskProgram): TaskProgram => ({ ...program, returns: value });

/** Prints with a yield after each. */
function turns(random: Random, count: number): Step[] {
  return Array.from({ length: count }, () => [print(random.pick(DEPOTS)), giveWay]).flat();
}

/** What must come of the programs. */
interface Expected {
  readonly log: readonly string[];
  readonly stuck: readonly string[];
  /** Tasks that failed and that nobody waited for, each with the task whose error it failed with. */
  readonly unheard: ReadonlyMap<string, string>;
}

/** Plays the programs by the rules of the task: a run queue and, for each task, who waits for it. */
function expectedOf(programs: Programs): Expected {
  interface Played {
    readonly name: string;
    readonly steps: Generator<Played | undefined, unknown, unknown>;
    readonly waiting: Played[];
    on: Played | undefined;
    outcome: { readonly value: unknown; readonly failed: boolean } | undefined;
    heard: boolean;
  }
  const log: string[] = [];
  const played = new Map<string, Played>();
  const owners = new Map<unknown, string>();
  const queue: Played[] = [];
  const world: World<Played> = {
    spawn(program) {
      const steps = perform(program, world);
      const fresh = { name: program.name, steps, waiting: [], on: undefined, outcome: undefined, heard: false };
      played.set(program.name, fresh);
      queue.push(fresh);
    },
    taskNamed: (name) => played.get(name),
    log: (name, text) => void log.push(`${name} ${text}`),
    stops: () => {},
    goesOn: () => {},
    ends: () => {},
    makeError(name) {
      const error = new Error(name);
      owners.set(error, name);
      return error;
    },
    ownerOf: (error) => owners.get(error),
  };
  for (const program of programs) world.spawn(program, "");
  for (let now = queue.shift(); now !== undefined; now = queue.shift()) {
    const heard = now.on?.outcome;
    now.on = undefined;
    try {
      const { done, value } = heard?.failed === true ? now.steps.throw(heard.value) : now.steps.next(heard?.value);
      if (done === true) now.outcome = { value, failed: false };
      else now.on = value as Played | undefined;
    } catch (error) {
      now.outcome = { value: error, failed: true };
    }
    if (now.outcome !== undefined) queue.push(...now.waiting);
    else if (now.on === undefined) queue.push(now);
    else {
      now.on.heard = true;
      (now.on.outcome === undefined ? now.on.waiting : queue).push(now);
    }
  }
  const all = [...played.values()];
  return {
    log,
    stuck: all.filter(({ outcome }) => outcome === undefined).map(({ name }) => name),
    unheard: new Map(
      all.flatMap(({ name, outcome, heard }) =>
        outcome?.failed === true && !heard ? [[name, owners.get(outcome.value) ?? name]] : []
      ),
    ),
  };
}

/** Refuses what the drive never reports: the observation comes out of a process that runs a stranger's code. */
function checkShape(observation: Observation): void {
  if (observation?.exported === false) {
    refuse({
      expected: "the file to export a class Scheduler",
      happened: "it exports none",
      look: "The starter shows its methods.",
    });
  }
  const { log, ending } = observation ?? {};
  if (Array.isArray(log) && (ending?.kind === "returned" || ending?.kind === "threw")) return;
  refuse({
    expected: "a report of the tasks' steps",
    happened: "the sandbox sent something else",
    look: "The lab needs the language's builtins as they are: does your code replace one?",
  });
}

/** Every step came, in the order of the rules, and no other. */
function checkOrder(observation: Observation, { input }: CheckContext<Programs>, look: string): void {
  checkShape(observation);
  const expected = expectedOf(input).log;
  const { log, ending } = observation;
  const place = expected.findIndex((line, index) => log[index]?.line !== line);
  if (place === -1 && log.length <= expected.length) return;
  const first = Math.max(0, (place === -1 ? expected.length : place) - SHOWN);
  const threw = ending.kind === "threw" ? `, and run() threw "${ending.message}"` : "";
  const shown = `The tasks:\n${listing(input)}\n\nSteps from ${first + 1} on, expected:\n${
    lines(expected, first)
  }\nand as they came:\n${lines(log.map(({ line }) => line), first)}`;
  if (place === -1) {
    refuse({
      expected: `${expected.length} steps in all`,
      happened: `another came after them: "${log[expected.length]!.line}"`,
      look: `A task that has ended has no more turns.\n\n${shown}`,
      traceAt: log[expected.length]!.at,
    });
  }
  const came = log[place];
  refuse({
    expected: `step ${place + 1} to be "${expected[place]}"`,
    happened: came === undefined ? `the run ended before it${threw}` : `it was "${came.line}"`,
    look: `${look}\n\n${shown}`,
    ...(came === undefined ? lastStep(observation) : { traceAt: came.at }),
  });
}

function lastStep({ log }: Observation) {
  const last = log.at(-1);
  return last === undefined ? {} : { traceAt: last.at };
}

function lines(all: readonly string[], first: number): string {
  const shown = all.slice(first, first + 2 * SHOWN);
  const more = all.length - first - shown.length;
  return [...shown.map((line) => `  ${line}`), ...(more > 0 ? [`  and ${more} more`] : [])].join("\n");
}

/** `run` returned, or threw what nobody had waited for. */
function checkEnding(observation: Observation, { input }: CheckContext<Programs>): void {
  checkShape(observation);
  const { ending } = observation;
  const { unheard } = expectedOf(input);
  const failed = [...unheard.keys()].join(" and ");
  const where = lastStep(observation);
  if (unheard.size === 0) {
    if (ending.kind === "returned") return;
    refuse({
      expected: "run() to return: each error was thrown into a task that waited for it",
      happened: `it threw "${ending.message}"`,
      look: "A failure that some task asked about is that task's business, whether it catches it or not.",
      ...where,
    });
  }
  if (ending.kind === "returned") {
    refuse({
      expected: `run() to throw, when all is done, the errors with which ${failed} failed`,
      happened: "it returned as if nothing had failed",
      look: "Nobody waited for these tasks, so nobody else will ever tell: an error must end somewhere.",
      ...where,
    });
  }
  const missing = [...unheard].filter(([, owner]) => !ending.errorsOf.includes(owner));
  if (missing.length > 0) {
    refuse({
      expected: `an AggregateError that holds the errors with which ${failed} failed`,
      happened: `"${ending.message}" does not hold the very error of ${missing.map(([name]) => name).join(" and ")}`,
      look: "`new AggregateError(errors, message)` takes the errors as they were thrown.",
      ...where,
    });
  }
  // Two tasks may have failed with one error: it may be there twice, or once.
  const extra = ending.errorsOf.find((owner) => ![...unheard.values()].includes(owner));
  if (extra === undefined && ending.others === 0 && ending.errorsOf.length <= unheard.size) return;
  refuse({
    expected: `only the errors with which ${failed} failed`,
    happened: extra === undefined
      ? `there were ${ending.errorsOf.length + ending.others} errors`
      : `the error of ${extra} was among them, though a task had waited for ${extra}`,
    look: "Who has been told of a failure already?",
    ...where,
  });
}

/** `run` threw and named every task that waits for ever. */
function namesTheStuck(observation: Observation, context: CheckContext<Programs>): void {
  checkOrder(observation, context, "Until nobody can go on, all goes on as ever.");
  const { ending } = observation;
  const { stuck } = expectedOf(context.input);
  const circle = stuck.join(", ");
  if (ending.kind === "returned") {
    refuse({
      expected: `run() to throw, since ${circle} will wait for ever`,
      happened: "it returned as if all had ended",
      look: "The run queue is empty. Is that the same as nobody being left?",
      ...lastStep(observation),
    });
  }
  const unnamed = stuck.filter((name) => !new RegExp(`\\b${name}\\b`).test(ending.message));
  if (unnamed.length > 0) {
    refuse({
      expected: `an error whose message names those that wait: ${circle}`,
      happened: `"${ending.message}" does not name ${unnamed.join(" and ")}`,
      look: "Whoever reads it at night wants to know which tasks hold one another up.",
      ...lastStep(observation),
    });
  }
  const free = context.input.map(({ name }) => name).find((name) =>
    !stuck.includes(name) && new RegExp(`\\b${name}\\b`).test(ending.message)
  );
  if (free === undefined) return;
  refuse({
    expected: `an error whose message names only those that wait: ${circle}`,
    happened: `"${ending.message}" names ${free} too, which has ended`,
    look: "A task that has ended waits for nobody.",
    ...lastStep(observation),
  });
}

function ordered(name: string, draw: (random: Random) => Programs, look: string, ...more: Test[]): Scenario {
  return scenario<Programs, Observation>({
    input: draw,
    tests: [{ name, check: (observation, context) => checkOrder(observation, context, look) }, ...more],
  });
}

/** Everything at once. A task is joined by later ones only, so no circle can come about. */
function mixed(random: Random): Programs {
  const names = random.shuffle(NAMES);
  const born: string[] = [];
  let left = names.length;

  function draw(depth: number): TaskProgram {
    const name = names[--left]!;
    const steps: Step[] = [];
    const others = [...born];
    for (let count = random.integer(2, 5); count > 0; count--) {
      const kind = random.integer(1, 10);
      if (kind <= 3) steps.push(print(random.pick(DEPOTS)));
      else if (kind <= 6) steps.push(giveWay);
      else if (kind <= 7 && left > 3 && depth < 2) {
        const child = draw(depth + 1);
        steps.push(spawn(child));
        others.push(child.name);
      } else if (others.length > 0) {
        steps.push({ do: "join", name: random.pick(others), catches: random.integer(1, 3) > 1 });
      }
    }
    if (random.integer(1, 4) === 1) steps.push(fail);
    // Only tasks that are there from the start can be joined by anyone at any time.
    if (depth === 0) born.push(name);
    return random.integer(1, 2) === 1
      ? returning(random.pick([0, "", null, "Metz", 42]), task(name, ...steps))
      : task(name, ...steps);
  }

  const programs: TaskProgram[] = [];
  while (left > 3 || (left > 0 && programs.length < 3)) programs.push(draw(0));
  return programs;
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
