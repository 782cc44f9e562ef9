/** Draws parcels with many that are due together; judges the order, the number of comparisons and the stretches between turns. */
import { refuse, refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, Random } from "../_runner/lab.ts";
import type { Input, Observation } from "./drive.ts";

type Context = CheckContext<Input>;
type Ranked = Extract<Observation, { kind: "ranked" }>;

/** A slice of 10 ms in comparisons of 0.01 ms, and as much again in one piece of the engine's. */
const SLICE = 1_000;
const LONGEST = 2 * SLICE;
/** As the task says. */
const FACTOR = 1.3;

function rankedOf(observation: Observation): Ranked {
  if (observation?.kind === "not-exported") {
    refuseMissing("a function rank");
  }
  if (observation?.kind !== "ranked" || !Array.isArray(observation.order)) {
    refuseShape("a report of what was ranked");
  }
  return observation;
}

/** The order that `toSorted` gives: by due, then by place. */
function expectedOrder({ input }: Context): number[] {
  return input.dues.map((_, place) => place).sort((a, b) => input.dues[a]! - input.dues[b]! || a - b);
}

function isInOrder(observation: Observation, context: Context): void {
  const { order, error } = rankedOf(observation);
  const { dues } = context.input;
  const look = "Compare what comes out with `parcels.toSorted(compare)` on a few parcels, an odd number of them.";
  if (error !== null && order.length === 0 && dues.length > 0) {
    refuse({ expected: `${dues.length} parcels in order`, happened: `rank threw ${error}`, look });
  }
  if (order.length !== dues.length || new Set(order).size !== dues.length || order.includes(-1)) {
    refuse({
      expected: `all ${dues.length} parcels, each once`,
      happened: `the result holds ${new Set(order).size} of them in ${order.length} places`,
      look,
    });
  }
  const wrong = order.findIndex((place, index) => index > 0 && dues[order[index - 1]!]! > dues[place]!);
  if (wrong === -1) return;
  refuse({
    expected: "parcels in the order of the comparison",
    happened: `place ${wrong} holds one that is due at ${dues[order[wrong - 1]!]}, and the next one at ${
      dues[order[wrong]!]
    }`,
    look,
  });
}

function isStable(observation: Observation, context: Context): void {
  isInOrder(observation, context);
  const { order } = rankedOf(observation);
  const expected = expectedOrder(context);
  const wrong = order.findIndex((place, index) => place !== expected[index]);
  if (wrong === -1) return;
  refuse({
    expected: `parcel P-${expected[wrong]} before P-${order[wrong]}: they compare equal, and it came first`,
    happened: "they changed places",
    look: "When two compare equal, which of the two runs does the next one come from?",
  });
}

function keepsTheInput(observation: Observation): void {
  const { inputKept, sameArray } = rankedOf(observation);
  if (inputKept && !sameArray) return;
  refuse({
    expected: "a new array, and the given one as it was",
    happened: inputKept ? "rank returned the array that it was given" : "the given array was changed",
    look: "Whoever called `rank` may still be reading the list.",
  });
}

function letsCustomersIn(observation: Observation, context: Context): void {
  isInOrder(observation, context);
  const { longest, comparisons } = rankedOf(observation);
  if (comparisons > 0 && longest <= LONGEST) return;
  const { trace } = context;
  const woken = trace.events.findIndex((event) => event.kind === "task-woken" && event.task === 1);
  refuse({
    expected: `a customer's turn after a slice, ${SLICE} comparisons, or a little more`,
    happened: comparisons === 0 ? "nothing was compared" : `there were ${longest} comparisons without one`,
    look: "Whose loop makes the comparisons? Only loops and functions of this file have safe points.",
    ...(woken === -1 ? {} : { traceAt: woken }),
  });
}

function comparesLittle(observation: Observation, context: Context): void {
  const { comparisons, error } = rankedOf(observation);
  const n = context.input.dues.length;
  const most = Math.ceil(FACTOR * n * Math.log2(n));
  if (comparisons <= most && error === null) return;
  refuse({
    expected: `at most ${most} comparisons for ${n} parcels`,
    happened: error ?? `it compared ${comparisons} times`,
    look: "Halving is what makes sorts fast: how often does each parcel get compared in yours?",
  });
}

/** Parcels of few different dues, in a drawn order. */
function day(random: Random, low: number, high: number): Input {
  const count = random.integer(low, high);
  const kinds = random.integer(60, 120);
  return { dues: Array.from({ length: count }, () => random.integer(1, kinds)) };
}

export const judge = defineJudge([
  scenario<Input, Observation>({
    input: (random) => day(random, 2_900, 3_300),
    tests: [
      { name: "the ranking is in order and complete", check: isInOrder },
      { name: "customers get a turn after every slice while the ranking computes", check: letsCustomersIn },
      { name: "it compares at most 1.3 · n · log₂ n times", check: comparesLittle },
      { name: "parcels that compare equal keep their order", check: isStable },
      { name: "the parcels that were given stay as they are", check: keepsTheInput },
    ],
  }),
  scenario<Input, Observation>({
    input: (random) => ({ dues: random.shuffle([3, 1, 2, 2, 1, 3, 3].slice(0, random.integer(5, 7))) }),
    tests: [{ name: "a handful of parcels is ranked too", check: isStable }],
  }),
  scenario<Input, Observation>({
    input: () => ({ dues: [] }),
    tests: [{ name: "no parcels are ranked as none", check: isInOrder }],
  }),
]);
