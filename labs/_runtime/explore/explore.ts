/**
 * Runs a small program under every schedule, and tells which outcomes there are.
 *
 * A program is two or more tasks, each a generator. A `yield` marks a place where another task may run; what stands between
 * two yields is never cut. `yield () => condition` marks a place at which the task waits until the condition holds.
 *
 * How it works: a schedule is the list of choices of who goes next. The program is made afresh and run with "always the
 * first" until it ends; then the last choice that has an alternative is changed, and the program is run again from the start,
 * the choices before that one replayed. This is a depth-first walk through the tree of choices with no more memory than one
 * path. It needs a program that does the same when it is told the same: no clock, no chance, no state left from the run
 * before.
 *
 * What it leaves out: real explorers notice when two steps do not touch the same thing, and try only one of their orders
 * (partial-order reduction). Without that the number of schedules grows as the binomial coefficients do: two tasks of ten
 * steps each have 184,756. Hence the bound. Loom does it for real Rust
 * programs, and Shuttle draws schedules at random instead.
 */

/** A task on its way: it yields nothing, or the condition that it waits for. */
export type Steps = Generator<void | (() => boolean), void, unknown>;

/** A program ready to run once. */
export interface Program {
  /** Name → body. The order of the names is the order in which the choices are tried. */
  readonly tasks: Readonly<Record<string, () => Steps>>;
  /** What came of it, in one line; asked when the tasks have ended. */
  outcome(): string;
}

/** An outcome that can happen. */
export interface Outcome {
  /** What `outcome` returned; `deadlock`; or which task threw what. */
  readonly text: string;
  /** Who went at each step, in the first schedule that was found to lead there. */
  readonly schedule: readonly string[];
}

/** How far to go. */
export interface Bounds {
  /** More schedules than this are a mistake in the program's size, not a question of patience. */
  readonly mostSchedules?: number;
  /** A schedule longer than this does not end. */
  readonly mostSteps?: number;
}

/** A task in one run of the program. */
interface Live {
  readonly name: string;
  readonly steps: Steps;
  /** `null` once it has ended. */
  mayGo: (() => boolean) | null;
}

const ALWAYS = () => true;

/**
 * Every outcome that some schedule gives, in the order in which they were found; `make` is called once for each schedule.
 * @throws {RangeError} when a bound is reached: a part of the schedules would say nothing about the rest.
 */
export function explore(
  make: () => Program,
  { mostSchedules = 50_000, mostSteps = 1_000 }: Bounds = {},
): readonly Outcome[] {
  const found = new Map<string, Outcome>();
  let choices: readonly number[] | null = [];
  for (let tried = 0; choices !== null; tried++) {
    if (tried === mostSchedules) {
      throw new RangeError(
        `explore: more than ${mostSchedules} schedules; make the program smaller, or raise the bound`,
      );
    }
    const run = replay(make(), choices, mostSteps);
    if (!found.has(run.text)) found.set(run.text, { text: run.text, schedule: run.schedule });
    choices = nextChoices(run.taken, run.offered);
  }
  return [...found.values()];
}

/** One run: the given choices first, then always the first task that may go. */
function replay(program: Program, choices: readonly number[], mostSteps: number) {
  const tasks = Object.entries(program.tasks).map(([name, body]): Live => ({ name, steps: body(), mayGo: ALWAYS }));
  const taken: number[] = [];
  const offered: number[] = [];
  const schedule: string[] = [];
  const end = (text: string) => ({ text, taken, offered, schedule });
  while (true) {
    const able = tasks.filter((task) => task.mayGo?.() === true);
    if (able.length === 0) {
      return end(tasks.every((task) => task.mayGo === null) ? program.outcome() : "deadlock");
    }
    if (taken.length === mostSteps) {
      throw new RangeError(`explore: a schedule has more than ${mostSteps} steps; make every task end`);
    }
    const choice = choices[taken.length] ?? 0;
    const task = able[choice];
    if (task === undefined) throw new TypeError("explore: the program differs between runs; make all state in `make`");
    taken.push(choice);
    offered.push(able.length);
    schedule.push(task.name);
    try {
      const step = task.steps.next();
      task.mayGo = step.done ? null : step.value ?? ALWAYS;
    } catch (error) {
      return end(`${task.name} throws ${error}`);
    }
  }
}

/** The next path of the tree, depth first; `null` after the last. */
function nextChoices(taken: readonly number[], offered: readonly number[]): readonly number[] | null {
  const turn = taken.findLastIndex((choice, index) => choice + 1 < offered[index]!);
  return turn === -1 ? null : [...taken.slice(0, turn), taken[turn]! + 1];
}
