/** Draws lines and benches of known costs; compares what was measured with them, and with the grader's own measurement. */
import { refuse, refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, LabTest, Random } from "../_runner/lab.ts";
import type { Input, Model, Observation } from "./drive.ts";

type Context = CheckContext<Input>;
type Point = readonly [number, number];
type Cost = "perThread" | "perTask";

/** As the task says. */
const MODEL_TOLERANCE = 0.15;
const MACHINE_FACTOR = 3;
const KIB = 1_024;
const MIB = 1_024 * KIB;

/** Refuses what is no measurement. */
function measured(observation: Observation) {
  if (observation?.kind === "not-exported") {
    refuseMissing(`a function ${observation.missing}`);
  }
  if (observation?.kind === "measured") return observation;
  refuseShape("a measurement");
}

function costOf(observation: Observation, cost: Cost): number {
  const found = measured(observation)[cost];
  if (typeof found === "number" && found > 0) return found;
  refuse({
    expected: `measure to return ${cost}, a number of bytes above 0`,
    happened: found === null ? "it returned no number there" : `it is ${found}`,
    look: cost === "perThread"
      ? "Was the thread there when you read the meter? `startThreads` returns a promise."
      : "Which meter moves at all when a few tasks of some hundred bytes are started?",
  });
}

/** The mean size of the threads of a model that come after the first. */
function threadBytes({ threadBytes: [, ...later] }: Model): number {
  return later.reduce((sum, bytes) => sum + bytes, 0) / later.length;
}

function readable(bytes: number): string {
  return bytes >= 100 * KIB ? `${(bytes / KIB).toFixed(0)} KiB` : `${bytes.toFixed(0)} bytes`;
}

function modelThread(observation: Observation, { input }: Context): void {
  if (input.kind !== "model") return;
  const { model } = input;
  const found = costOf(observation, "perThread");
  const right = threadBytes(model);
  if (near(found, right)) return;
  refuse({
    expected: `${readable(right)} a thread, within 15 %: that is what one takes on this bench`,
    happened: `${readable(found)} were measured`,
    look: found < right / 20
      ? "A thread has a heap of its own: which meter sees it, and is the thread there when you look?"
      : "What was there before the first thread is in it, or what the first one loads for all. How do you get rid of both?",
  });
}

function modelTask(observation: Observation, { input }: Context): void {
  if (input.kind !== "model") return;
  const { model } = input;
  const found = costOf(observation, "perTask");
  if (near(found, model.taskBytes)) return;
  refuse({
    expected: `${readable(model.taskBytes)} a task, within 15 %: that is what one takes on this bench`,
    happened: `${readable(found)} were measured with ${measured(observation).tasks} tasks`,
    look:
      "`peakBytes` moves in leaps that are as large as all tasks together. `heapBytes` counts what is used: how much of it was used before the first task?",
  });
}

function near(found: number, right: number): boolean {
  return Math.abs(found - right) <= MODEL_TOLERANCE * right;
}

function machine(cost: Cost): LabTest<Input, Observation>["check"] {
  return (observation, { reference }) => {
    const found = costOf(observation, cost);
    const right = referenceOf(reference, cost);
    if (found <= right * MACHINE_FACTOR && found >= right / MACHINE_FACTOR) return;
    const thing = cost === "perThread" ? "thread" : "task";
    refuse({
      expected: `about ${readable(right)} a ${thing}, which is what the grader has just measured on this machine`,
      happened: `${readable(found)} were measured`,
      look: "On the model bench you are told more: are you right there?",
    });
  };
}

function referenceOf(reference: CheckContext<Input>["reference"], cost: Cost): number {
  const found = typeof reference === "object" && reference !== null && cost in reference
    ? (reference as Record<string, unknown>)[cost]
    : null;
  if (typeof found === "number" && found > 0) return found;
  throw new TypeError(`cost-of-a-thread: the grader's own measurement has no ${cost}: ${JSON.stringify(reference)}`);
}

/** The slope of least squares, by another formula than the solution's: with sums instead of means. */
function leastSquares(points: readonly Point[]): number {
  let [n, x, y, xx, xy] = [0, 0, 0, 0, 0];
  for (const [px, py] of points) {
    n += 1;
    x += px;
    y += py;
    xx += px * px;
    xy += px * py;
  }
  return (n * xy - x * y) / (n * xx - x * x);
}

function slopeOf(look: string): LabTest<Input, Observation>["check"] {
  return (observation, { input }) => {
    if (observation?.kind !== "slope") measured(observation);
    if (observation?.kind !== "slope" || input.kind !== "slope") return;
    const right = leastSquares(input.points);
    const found = observation.slope;
    if (typeof found === "number" && Math.abs(found - right) <= 1e-6 * Math.abs(right)) return;
    refuse({
      expected: `a slope of ${right.toFixed(3)} for ${
        input.points.map(([count, bytes]) => `(${count}, ${bytes})`).join(" ")
      }`,
      happened: typeof found === "number" ? `slope returned ${found.toFixed(3)}` : "slope returned no number",
      look,
    });
  };
}

function straight(random: Random): Point[] {
  const [rise, height] = [random.integer(2, 900), random.integer(1_000, 9_000)];
  const first = random.integer(1, 5);
  return [0, 1, 2, 3].map((index) => [first + 2 * index, height + rise * (first + 2 * index)]);
}

function scattered(random: Random): Point[] {
  let count = 0;
  const points = Array.from({ length: random.integer(5, 9) }, (): [number, number] => {
    count += random.integer(1, 9);
    return [count, 5_000 + 40 * count + random.integer(-60, 60)];
  });
  const [first, last] = [points[0]!, points.at(-1)!];
  const byEnds = (last[1] - first[1]) / (last[0] - first[0]);
  // By chance the ends alone may be on the right line.
  while (Math.abs(leastSquares(points) - byEnds) < 1) points[1]![1] += 50;
  return points;
}

function bench(random: Random): Model {
  const meanBytes = random.integer(2_500, 9_000) * KIB;
  const count = random.integer(5, 8);
  const taskBytes = random.integer(300, 900);
  // So that the room is doubled for the last time when there are between 32 / 38 and 32 / 48 of them: no leap looks like a line.
  const mostTasks = 1_000 * Math.round(random.integer(38, 48) * MIB / taskBytes / 1_000);
  // Every other one is larger by as much as its neighbour is smaller: the line is straight, and no step is like the next.
  const off = Math.round(meanBytes * random.integer(1, 3) / 100);
  return {
    baseBytes: random.integer(45, 70) * MIB,
    sharedBytes: Math.round(meanBytes * random.integer(50, 80) / 100),
    threadBytes: Array.from({ length: count }, (_, index) => meanBytes + (index % 2 === 0 ? off : -off)),
    taskBytes,
    roomBytes: 4 * MIB,
    mostTasks,
  };
}

export const judge = defineJudge([
  // First, while the process is fresh: its peak never goes down again.
  scenario<Input, Observation>({
    input: () => ({ kind: "machine" }),
    needsReference: true,
    tests: [
      { name: "on this machine a thread costs what the grader's own measurement says", check: machine("perThread") },
      { name: "on this machine a task costs what the grader's own measurement says", check: machine("perTask") },
    ],
  }),
  scenario<Input, Observation>({
    input: (random) => ({ kind: "slope", points: straight(random) }),
    tests: [{
      name: "the slope of a straight line comes out, whatever its height",
      check: slopeOf("How far up for one step to the right? Where the line begins does not matter."),
    }],
  }),
  scenario<Input, Observation>({
    input: (random) => ({ kind: "slope", points: scattered(random) }),
    tests: [{
      name: "the slope of scattered points is that of least squares",
      check: slopeOf("Every point counts, and not only the first and the last."),
    }],
  }),
  scenario<Input, Observation>({
    input: (random) => ({ kind: "model", model: bench(random) }),
    tests: [
      { name: "a thread of a known size is measured to be of that size", check: modelThread },
      { name: "a task of a known size is measured to be of that size", check: modelTask },
    ],
  }),
  scenario<Input, Observation>({
    input: (random) => ({ kind: "model", model: bench(random) }),
    tests: [
      { name: "a thread of another size is measured right, too", check: modelThread },
      { name: "a task of another size is measured right, too", check: modelTask },
    ],
  }),
]);
