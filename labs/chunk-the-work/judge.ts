/** Draws plans whose ways take unequal times; judges by what was computed between two turns of the loop, never by the clock. */
import { equal } from "@std/assert";
import { refuse, refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, Random } from "../_runner/lab.ts";
import { type Input, type Observation, type Parcel, type PlanReport, wayOf } from "./drive.ts";

type Context = CheckContext<Input>;

/** As the task says. */
const SLICE_US = 10_000;
const TURNS_FACTOR = 3;
const LONGEST_WAY_US = 5_000;

const letters = ["M", "G", "B", "T", "K", "V"];

/** A plan that takes about `us` in all: two runs of quick ways, then one of slow ones, and so on. A small one has many quick. */
function drawPlan(random: Random, us: number): Parcel[] {
  const parcels: Parcel[] = [];
  const depot = `${random.pick(letters)}${random.integer(100, 999)}`;
  let left = us;
  for (let run = 1; left > 0; run++) {
    const slow = run % 3 === 0;
    for (let count = slow ? random.integer(5, 8) : random.integer(20, 40); count > 0 && left > 0; count--) {
      const way = slow ? random.integer(80, 100) * 50 : random.integer(4, 8) * 50;
      parcels.push({ id: `${depot}-${parcels.length}`, us: way, lost: false });
      left -= way;
    }
  }
  return parcels;
}

/** Plans whose parcels have ids of their own. */
function drawPlans(random: Random, ...us: readonly number[]): Parcel[][] {
  return us.map((total, plan) =>
    drawPlan(random, total).map((parcel) => ({ ...parcel, id: `${plan + 1}${parcel.id}` }))
  );
}

function draw(random: Random, ...us: readonly number[]): Input {
  const [afterwards, ...plans] = drawPlans(random, 15_000, ...us);
  return { plans, afterwards: afterwards!, key: `${random.integer(0, 999_999)}` };
}

/** Refuses what the drive never reports: the observation comes out of a process that runs a stranger's code. */
function checkShape(observation: Observation): void {
  if (observation?.exported === false) {
    refuseMissing("a class RoutePlanner");
  }
  const { plans, longestUs, turns, strangers } = observation ?? {};
  const numbers = [longestUs, turns, strangers].every(Number.isInteger);
  const lists = Array.isArray(plans) &&
    plans.every((plan) => Array.isArray(plan?.routed) && Array.isArray(plan.routedOfEach));
  if (numbers && lists) return;
  refuseShape("a report of the plans");
}

const ms = (us: number) => `${(us / 1_000).toFixed(1)} ms`;
const timeOf = (parcels: readonly Parcel[]) => parcels.reduce((sum, { us }) => sum + us, 0);
const totalOf = ({ plans, afterwards }: Input) => timeOf(plans.flat()) + timeOf(afterwards);

/** Nobody waited for more than a slice and the way in hand. */
function shortSlices(observation: Observation, { input }: Context, look: string): void {
  checkShape(observation);
  const { longestUs, longestAt } = observation;
  if (longestUs <= SLICE_US + LONGEST_WAY_US) return;
  refuse({
    expected: `at most ${ms(SLICE_US)} of planning between two turns of the loop, and the way in hand`,
    happened: `${ms(longestUs)} of ${ms(totalOf(input))} were planned in one go, and no customer was served meanwhile`,
    look,
    traceAt: longestAt,
  });
}

function oneShortSlices(observation: Observation, context: Context): void {
  checkShape(observation);
  const most = observation.longestUs >= timeOf(context.input.plans[0]!) / 2;
  shortSlices(
    observation,
    context,
    most
      ? "Nearly all came in one turn of the loop. An await of what is ready goes on from the microtask queue, which is emptied before the loop turns; what is due together comes together; and the grader's time passes on outside.now() only."
      : "The ways take unequal times, so no number of parcels is 10 ms. The grader's time passes on outside.now() only. Look at the longest bar.",
  );
}

/** All plans got somewhere: slices that are short because nothing is planned are no slices. */
function allDone(observation: Observation): void {
  const pending = observation.plans.findIndex(({ ending }) => ending === "pending");
  if (pending === -1) return;
  refuse({
    expected: "every plan to come to its end",
    happened: `plan ${pending + 1} stopped after ${
      observation.plans[pending]!.routed.length
    } ways, and the loop went round in vain`,
    look: "Look for a promise that nothing settles, or a turn that is never handed on.",
    traceAt: observation.plans[pending]!.endedAt,
  });
}

function togetherShortSlices(observation: Observation, context: Context): void {
  shortSlices(
    observation,
    context,
    "Whose are the bars between two customers? Each plan may keep to its slice, and yet two slices fall into one turn of the loop: the first ones too, when all plans begin at once.",
  );
  allDone(observation);
}

function fewTurns(observation: Observation, { input }: Context): void {
  checkShape(observation);
  allDone(observation);
  const full = Math.ceil(totalOf(input) / SLICE_US);
  const most = TURNS_FACTOR * full;
  if (observation.turns <= most) return;
  refuse({
    expected: `at most ${most} turns of the loop for ${
      ms(totalOf(input))
    } of planning, three times the ${full} that full slices take`,
    happened: `the plans gave way ${observation.turns} times`,
    look: "Going round costs time as well. Give way when the slice is used up, not before: what does the clock say?",
    ...lastOf(observation),
  });
}

function lastOf({ plans }: Observation) {
  const last = plans.at(-1);
  return last === undefined ? {} : { traceAt: last.endedAt };
}

/** A plan that succeeds: each way worked out once, all returned in order. */
function checkPlan(report: PlanReport, parcels: readonly Parcel[], { key, name }: { key: string; name: string }): void {
  const where = { traceAt: report.endedAt };
  if (report.ending !== "done") {
    refuse({
      expected: `${name} to resolve to its ${parcels.length} ways`,
      happened: report.ending === "failed" ? "it rejected" : `it was pending when nothing moved any more`,
      look: report.ending === "failed"
        ? "No parcel of this plan is without a way: whose error was it?"
        : "Look for a promise that nothing settles, or a turn that is never handed on.",
      ...where,
    });
  }
  const expected = parcels.map(({ id }) => wayOf(key, id));
  if (!equal(report.ways, expected)) {
    const ways = Array.isArray(report.ways) ? report.ways : [];
    const place = expected.findIndex((way, index) => ways[index] !== way);
    refuse({
      expected: `${name} to resolve to ${expected.length} ways, in the order of the parcels`,
      happened: !Array.isArray(report.ways)
        ? `it resolved to ${JSON.stringify(report.ways)}`
        : place === -1
        ? `there were ${ways.length}`
        : `way ${place + 1} was ${JSON.stringify(ways[place]) ?? "missing"} instead of "${expected[place]}"`,
      look: "A plan that gives way goes on where it stopped, with the list that it had.",
      ...where,
    });
  }
  if (report.routed.length !== parcels.length) {
    refuse({
      expected: `each way of ${name} to be worked out once`,
      happened: `there were ${report.routed.length} calls of route for ${parcels.length} parcels`,
      look: "Which parcel is asked about again after the plan has given way?",
      ...where,
    });
  }
}

function allWays(observation: Observation, { input }: Context): void {
  checkShape(observation);
  if (observation.strangers > 0) {
    refuse({
      expected: "route to be called with the plans' parcels",
      happened: `it was called ${observation.strangers} times with something else`,
      look: "Give route the id as it came.",
    });
  }
  input.plans.forEach((parcels, index) => {
    if (parcels.some(({ lost }) => lost)) return;
    checkPlan(observation.plans[index]!, parcels, { key: input.key, name: `plan ${index + 1}` });
  });
  checkPlan(observation.afterwards!, input.afterwards, { key: input.key, name: "a plan that is asked for later" });
}

/** When a small plan ended, the large one had not come far. */
function smallBeforeLarge(observation: Observation, { input }: Context): void {
  checkShape(observation);
  const large = input.plans[0]!.length;
  for (const small of [1, 2]) {
    const report = observation.plans[small]!;
    const done = report.routedOfEach[0]!;
    if (report.ending === "done" && done <= large / 2) continue;
    refuse({
      expected: `plan ${small + 1}, of ${ms(timeOf(input.plans[small]!))}, to end before half of plan 1, of ${
        ms(timeOf(input.plans[0]!))
      }, is done`,
      happened: report.ending === "done"
        ? `${done} of ${large} ways of plan 1 had been worked out by then`
        : "it never ended",
      look:
        "Turns of the loop are handed out one by one: who gets the next, the plan that has just had one or the one that has waited longest?",
      traceAt: report.endedAt,
    });
  }
}

function failsAlone(observation: Observation, context: Context): void {
  checkShape(observation);
  const { input } = context;
  const lost = input.plans.findIndex((parcels) => parcels.some((parcel) => parcel.lost));
  const report = observation.plans[lost]!;
  if (report.ending !== "failed" || report.ownError !== true) {
    refuse({
      expected: `plan ${lost + 1} to reject with the very error that route threw`,
      happened: report.ending === "failed"
        ? "it rejected with another error"
        : report.ending === "done"
        ? "it resolved"
        : "it is still pending",
      look: "Half a plan is no plan, and whoever asked wants to know why: let the error go its way.",
      traceAt: report.endedAt,
    });
  }
  allWays(observation, context);
}

export const judge = defineJudge([
  scenario<Input, Observation>({
    input: (random) => draw(random, 160_000),
    tests: [
      { name: "customers get their turn after 10 ms of planning", check: oneShortSlices },
      { name: "a plan does not give way more often than it must", check: fewTurns },
      { name: "every way is worked out once, and returned in order", check: allWays },
    ],
  }),
  scenario<Input, Observation>({
    input: (random) => draw(random, 200_000, 25_000, 25_000),
    tests: [
      { name: "plans at the same time hold customers up no longer than one", check: togetherShortSlices },
      { name: "a small plan does not wait for a large one", check: smallBeforeLarge },
      { name: "plans at the same time do not give way more often than they must", check: fewTurns },
      { name: "each of several plans gets its own ways", check: allWays },
    ],
  }),
  scenario<Input, Observation>({
    input(random) {
      const input = draw(random, 50_000, 50_000, 25_000);
      const lost = random.integer(0, 1);
      const index = random.integer(Math.floor(input.plans[lost]!.length / 3), input.plans[lost]!.length - 2);
      return {
        ...input,
        plans: input.plans.map((parcels, plan) =>
          parcels.map((parcel, place) => plan === lost && place === index ? { ...parcel, lost: true } : parcel)
        ),
      };
    },
    tests: [{ name: "a parcel that has no way fails its own plan and no other", check: failsAlone }],
  }),
]);
