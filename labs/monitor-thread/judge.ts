/** Draws tasks, gaps and distances between safe points; judges whom the monitor flagged, and after how long. */
import { refuse, refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, LabTest, Random, Scenario } from "../_runner/lab.ts";
import type { Input, Observation, Ran, Step } from "./drive.ts";

type ModelInput = Extract<Input, { kind: "model" }>;
type Context = CheckContext<ModelInput>;

/** As the task says. */
const LATEST_SLICES = 2;
const LOOKS_PER_SLICE = 10;
/** Sums of fractions of a millisecond are a little off. */
const NEARLY = 1e-6;

/** A task that would run for many slices. */
function long(random: Random, sliceMs: number): Step {
  return { kind: "run", ms: sliceMs * random.integer(6, 9), safePointMs: sliceMs / random.integer(20, 50) };
}

/** A task that is done before its slice is: by how much is drawn. */
function short(random: Random, sliceMs: number): Step {
  return { kind: "run", ms: sliceMs * random.integer(30, 97) / 100, safePointMs: sliceMs / 40 };
}

/** A task whose safe points are further apart than slices are: a call into native code, say. */
function farBetween(random: Random, sliceMs: number): Step {
  return { kind: "run", ms: sliceMs * 30, safePointMs: sliceMs * (random.integer(45, 75) / 10) };
}

function gap(random: Random, sliceMs: number): Step {
  return { kind: "idle", ms: sliceMs * random.integer(25, 60) / 10 };
}

/** A slice that no file has in it, and steps for it. */
function model(draw: (random: Random, sliceMs: number) => Step[], tests: LabTest<ModelInput, Observation>[]): Scenario {
  return scenario<ModelInput, Observation>({
    input(random) {
      const sliceMs = random.integer(7, 23);
      return { kind: "model", sliceMs, steps: draw(random, sliceMs) };
    },
    tests,
  });
}

function several(count: number, draw: () => Step): Step[] {
  return Array.from({ length: count }, draw);
}

type Model = Extract<Observation, { kind: "model" }>;

/** The steps as they ran, when the monitor is one and came through them all. */
function ranOf(observation: Observation, { input }: Context): { model: Model; ran: readonly Ran[] } {
  if (observation?.kind === "not-exported") {
    refuseMissing("a function monitor");
  }
  if (observation?.kind !== "model" || !Array.isArray(observation.ran)) {
    refuseShape("a report of what the monitor did");
  }
  if (observation.threw !== null) {
    refuse({
      expected: "the monitor to watch until the run is over",
      happened: `it threw ${observation.threw}`,
      look: "`rest` takes milliseconds; `cells` has four integers.",
    });
  }
  if (observation.ran.length < input.steps.length) {
    const looks = observation.rests;
    refuse({
      expected: `the monitor to watch all ${input.steps.length} steps of the run, to its end`,
      happened: looks > 40_000
        ? `it had looked ${looks} times by step ${observation.ran.length + 1}`
        : `it returned at step ${observation.ran.length + 1}`,
      look: "It returns when `cells[STOP]` is 1, and not before; until then it rests between looks.",
    });
  }
  return { model: observation, ran: observation.ran };
}

/** Where the flag was set, or else where the task began. */
function traceOf(index: number, { trace }: Context): { readonly traceAt?: number } {
  const began = trace.events.findIndex((event) => event.kind === "task-started" && event.task === index + 1);
  if (began === -1) return {};
  const next = trace.events.findIndex((event, at) => at > began && event.kind !== "task-started");
  const flagged = next !== -1 && trace.events[next]!.kind === "printed";
  return { traceAt: flagged ? next : began };
}

const slices = (ms: number, sliceMs: number) => `${Math.round(100 * ms / sliceMs) / 100} slices`;

function flagsInTime(observation: Observation, context: Context): void {
  const { sliceMs, steps } = context.input;
  ranOf(observation, context).ran.forEach((step, index) => {
    if (steps[index]!.kind !== "run" || steps[index]!.ms <= LATEST_SLICES * sliceMs) return;
    const after = step.flaggedAfterMs;
    if (after !== null && after <= LATEST_SLICES * sliceMs + NEARLY) return;
    refuse({
      expected: `task ${index + 1}, which kept running, to be flagged within ${LATEST_SLICES} slices of ${sliceMs} ms`,
      happened: after === null
        ? `nobody flagged it in ${slices(step.ranMs, sliceMs)}`
        : `it was flagged only after ${slices(after, sliceMs)}`,
      look:
        "What do you know of a task whose number is the same at two looks, and how long is it from one look to the next?",
      ...traceOf(index, context),
    });
  });
}

function leavesTheNewAlone(observation: Observation, context: Context): void {
  const { sliceMs, steps } = context.input;
  ranOf(observation, context).ran.forEach((step, index) => {
    const after = step.flaggedAfterMs;
    if (steps[index]!.kind !== "run" || after === null || after >= sliceMs - NEARLY) return;
    refuse({
      expected: `task ${index + 1} to be left alone until it has run for a slice, ${sliceMs} ms`,
      happened: `it was flagged when it had run for only ${slices(after, sliceMs)}`,
      look: "A task that began since your last look has another number. How long has it run, at the least?",
      ...traceOf(index, context),
    });
  });
}

function leavesIdleAlone(observation: Observation, context: Context): void {
  ranOf(observation, context).ran.forEach((step) => {
    if (step.kind !== "idle" || step.flaggedAfterMs === null) return;
    refuse({
      expected: "the flag to stay as it is while there is nothing to run",
      happened: `the monitor set it while nothing ran, ${
        slices(step.flaggedAfterMs, context.input.sliceMs)
      } into a gap`,
      look: "The number of switches does not grow in a gap either. Which cell tells the two apart?",
    });
  });
}

function keepsTheFlag(observation: Observation, context: Context): void {
  ranOf(observation, context).ran.forEach((step, index) => {
    if (!step.takenBack) return;
    refuse({
      expected: "a flag to stay set until the scheduler takes it back, at the switch",
      happened: `the monitor cleared it in task ${index + 1}, before the task had come to a safe point`,
      look: "Who writes 0 into the cell, and when? It need not be you.",
      ...traceOf(index, context),
    });
  });
}

function restsBetween(observation: Observation, context: Context): void {
  const { model, ran } = ranOf(observation, context);
  const total = ran.reduce((sum, { ranMs }) => sum + ranMs, 0) / context.input.sliceMs;
  const perSlice = model.rests / total;
  // One look more at the beginning and the end.
  if (model.rests <= LOOKS_PER_SLICE * total + 2) return;
  refuse({
    expected: `at most ${LOOKS_PER_SLICE} looks in a slice`,
    happened: `the monitor looked ${Math.round(perSlice)} times a slice`,
    look: "A monitor that never sleeps has a core to itself, and the tasks have one less.",
  });
}

function returnsAtTheEnd(observation: Observation, context: Context): void {
  const { model } = ranOf(observation, context);
  if (model.restsAfterEnd === 0) return;
  refuse({
    expected: "the monitor to return once `cells[STOP]` is 1",
    happened: "it rested again",
    look: "`rest` returns early when the run is over. What do you look at next?",
  });
}

/** On a real thread: no times, only whether everybody had their turns. */
function sharesAThread(observation: Observation): void {
  if (observation?.kind !== "thread" || !Array.isArray(observation.turns)) {
    refuse({
      expected: "the monitor to run on a thread of its own",
      happened: "it did not",
      look: "The thread imports your file and calls `monitor`: does the file export it?",
    });
  }
  const starved = observation.turns.findIndex((turns) => !(turns >= 5));
  if (starved !== -1) {
    refuse({
      expected: "each of three endless tasks to have had five turns or more",
      happened: `task ${starved + 1} had ${observation.turns[starved]} in four seconds`,
      look: "On a real thread only your flag makes a task give way. Press Run to see who got how many.",
    });
  }
  if (observation.ended !== true) {
    refuse({
      expected: "the monitor's thread to end when the run is over",
      happened: "it was still at work four seconds later",
      look: "`rest` returns early when `cells[STOP]` becomes 1.",
    });
  }
}

export const judge = defineJudge([
  model((random, slice) => [
    ...several(random.integer(4, 6), () => short(random, slice)),
    long(random, slice),
    ...several(random.integer(6, 9), () => short(random, slice)),
    long(random, slice),
    ...several(random.integer(3, 5), () => short(random, slice)),
  ], [
    { name: "a task that has not run for a slice is left alone", check: leavesTheNewAlone },
  ]),
  model((random, slice) => several(6, () => long(random, slice)), [
    { name: "every task that keeps running is flagged within two slices", check: flagsInTime },
    { name: "a task that begins after a flag gets a slice of its own", check: leavesTheNewAlone },
    { name: "the monitor rests between two looks", check: restsBetween },
  ]),
  model((random, slice) => [
    long(random, slice),
    short(random, slice),
    gap(random, slice),
    long(random, slice),
    gap(random, slice),
    short(random, slice),
    gap(random, slice),
  ], [
    { name: "while nothing runs, the flag stays as it is", check: leavesIdleAlone },
    { name: "after a gap, a task that keeps running is flagged within two slices", check: flagsInTime },
    { name: "a task after a gap gets a slice of its own", check: leavesTheNewAlone },
    { name: "the monitor returns when the run is over", check: returnsAtTheEnd },
  ]),
  model((random, slice) => [farBetween(random, slice), long(random, slice), farBetween(random, slice)], [
    { name: "a flag that is set stays set until the scheduler takes it back", check: keepsTheFlag },
    { name: "a task whose safe points are far apart is flagged within two slices too", check: flagsInTime },
  ]),
  scenario<Input, Observation>({
    input: (random) => ({ kind: "thread", sliceMs: random.integer(8, 12) }),
    tests: [{ name: "on a real thread, tasks that never give way all have their turns", check: sharesAThread }],
  }),
]);
