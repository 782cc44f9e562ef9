/** Draws parcels, failures and the order of the answers; judges from the calls and the page, never from the clock. */
import { equal } from "@std/assert";
import { refuse, refuseMissing, refuseShape } from "../_runner/judge/refuse.ts";
import { defineJudge, scenario } from "../_runner/judge/scenario.ts";
import type { CheckContext, LabTest, Random, Scenario } from "../_runner/lab.ts";
import type { Backend, Input, Observation } from "./drive.ts";

type Context = CheckContext<Input>;

const BACKENDS: readonly Backend[] = ["scans", "route", "eta"];
const DEPOTS = ["Leipzig", "Kassel", "Venlo", "Metz", "Graz", "Odense", "Brno", "Turin", "Malmö", "Gent"];
const DAYS = ["today", "tomorrow", "on Friday", "on Monday"];

/** A page whose backends answer in a drawn order; those named fail, in the order in which they are named. */
function drawPage(random: Random, failing: readonly Backend[]): Input {
  const depots = random.shuffle(DEPOTS);
  const time = () => `${random.integer(10, 23)}:${random.integer(10, 59)}`;
  const failures: Partial<Record<Backend, string>> = {};
  for (const backend of failing) failures[backend] = `${backend}: no answer, incident ${random.integer(1_000, 9_999)}`;
  return {
    parcelId: `P-${random.integer(10_000, 99_999)}`,
    answers: {
      scans: depots.slice(0, random.integer(1, 3)).map((depot) => ({ depot, time: time() })),
      route: depots.slice(3, 3 + random.integer(1, 4)),
      eta: `${random.pick(DAYS)} before ${time()}`,
    },
    failures,
    order: drawOrder(random, failing),
  };
}

function drawOrder(random: Random, failing: readonly Backend[]): readonly Backend[] {
  for (;;) {
    const order = random.shuffle(BACKENDS);
    const asNamed = order.filter((backend) => failing.includes(backend)).join() === failing.join();
    // In the order of the starter's calls, a page that mixes up its answers would be right by luck.
    const lucky = failing.length === 0 && order.join() === BACKENDS.join();
    if (asNamed && !lucky) return order;
  }
}

function page(failing: readonly Backend[], tests: LabTest<Input, Observation>[]): Scenario {
  return scenario<Input, Observation>({ input: (random) => drawPage(random, failing), tests });
}

/** Refuses what the drive never reports: the observation comes out of a process that runs a stranger's code. */
function checkShape(observation: Observation): void {
  if (observation?.ending?.kind === "not-exported") {
    refuseMissing("a function trackingPage");
  }
  const { calls, unhandled, ending, listened } = observation ?? {};
  if (Array.isArray(calls) && Array.isArray(unhandled) && typeof ending?.kind === "string" && listened === true) return;
  refuseShape("a report of calls and their end");
}

/** Index in the trace of the first answer: whatever is called after it was not in flight with the others. */
function firstAnswer({ trace }: Context) {
  const index = trace.events.findIndex((event) => event.kind === "task-woken");
  return index === -1 ? {} : { traceAt: index };
}

function lastEvent({ trace }: Context) {
  return trace.events.length === 0 ? {} : { traceAt: trace.events.length - 1 };
}

function pageOf(observation: Observation, context: Context): Record<string, unknown> {
  checkShape(observation);
  const ending = observation.ending;
  switch (ending?.kind) {
    case "page":
      if (typeof ending.page === "object" && ending.page !== null && !Array.isArray(ending.page)) {
        return ending.page as Record<string, unknown>;
      }
      return refuse({
        expected: "trackingPage to resolve to a page",
        happened: `it resolved to ${JSON.stringify(ending.page)}`,
        look: "The interface TrackingPage lists its fields.",
      });
    case "rejected":
      return refuse({
        expected: "a page",
        happened: `trackingPage rejected with "${ending.message}"`,
        look: "Which of the calls failed, and may the page do without it?",
        ...lastEvent(context),
      });
    default:
      return refuse({
        expected: "a page once all backends have answered",
        happened: "trackingPage is still pending",
        look: "Look for a promise that nothing resolves.",
        ...lastEvent(context),
      });
  }
}

function expectFields(observation: Observation, context: Context, fields: Record<string, unknown>, look: string): void {
  const shown = pageOf(observation, context);
  for (const [name, value] of Object.entries(fields)) {
    if (equal(shown[name], value)) continue;
    if (isEmptyObject(shown[name])) {
      refuse({
        expected: `${name} to be ${JSON.stringify(value)}`,
        happened:
          "the page holds an object with nothing in it, which is how a promise looks to whoever prints the page",
        look: "Who waits for the answer before it is put on the page?",
        ...lastEvent(context),
      });
    }
    refuse({
      expected: `${name} to be ${JSON.stringify(value)}`,
      happened: `the page shows ${JSON.stringify(shown[name]) ?? "nothing"} (answers came in the order ${
        context.input.order.join(", ")
      })`,
      look,
      ...lastEvent(context),
    });
  }
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}

function allAtOnce(observation: Observation, context: Context): void {
  checkShape(observation);
  const { calls } = observation;
  const early = BACKENDS.filter((backend) =>
    calls.some((call) => call?.backend === backend && call.answersBefore === 0)
  );
  const late = BACKENDS.filter((backend) => !early.includes(backend));
  if (late.length === 0) return;
  if (early.length === 0) {
    const { ending } = observation;
    refuse({
      expected: "scans, route and eta to be in flight at once",
      happened: `none of them had been called before the first answer${
        ending.kind === "rejected" ? `, and trackingPage rejected with "${ending.message}"` : ""
      }`,
      look: "The calls are the function's own first work: what keeps it from them?",
      ...firstAnswer(context),
    });
  }
  refuse({
    expected: "scans, route and eta to be in flight at once",
    happened: `before the first answer only ${early.join(" and ")} had been called, not ${late.join(" and ")}`,
    look: "An await holds up every line below it: which calls stand below an await that they do not need?",
    ...firstAnswer(context),
  });
}

function calledOnce(observation: Observation, { input, trace }: Context): void {
  checkShape(observation);
  const { calls } = observation;
  for (const backend of BACKENDS) {
    const own = calls.filter((call) => call?.backend === backend);
    const wrong = own.find((call) => call.parcelId !== input.parcelId);
    if (own.length === 1 && wrong === undefined) continue;
    const last = trace.events.findLastIndex((event) => event.kind === "task-spawned" && event.name === backend);
    refuse({
      expected: `${backend} to be called once, with "${input.parcelId}"`,
      happened: wrong === undefined
        ? `it was called ${own.length} times`
        : `it was called with ${JSON.stringify(wrong.parcelId)}`,
      look: "A promise keeps its answer: it can be awaited again, without a second call.",
      ...(last === -1 ? {} : { traceAt: last }),
    });
  }
}

function rejectsWithItsError(observation: Observation, context: Context): void {
  checkShape(observation);
  const failing = Object.keys(context.input.failures).join();
  const ending = observation.ending;
  if (ending?.kind === "rejected" && ending.from === failing) return;
  refuse({
    expected: `trackingPage to reject with the error of ${failing}, "${Object.values(context.input.failures)[0]}"`,
    happened: ending?.kind === "rejected"
      ? `it rejected with another error, "${ending.message}"`
      : ending?.kind === "page"
      ? `it resolved to a page, ${JSON.stringify(ending.page)}`
      : "it is still pending",
    look: "A page without its scans or its route would be a wrong page. Which errors does your code catch?",
    ...lastEvent(context),
  });
}

function leavesNothingUnhandled(observation: Observation, context: Context): void {
  checkShape(observation);
  const { unhandled } = observation;
  const { failures, order } = context.input;
  if (unhandled.length === 0) return;
  const failed = context.trace.events.findIndex((event) =>
    event.kind === "task-failed" && event.error === failures[unhandled[0]!]
  );
  refuse({
    expected: "every rejection to be handled when it happens",
    happened:
      `the error of ${unhandled.join(" and ")} reached nobody (answers came in the order ${order.join(", ")}); ` +
      "a service outside this lab would have ended there",
    look:
      "A promise that rejects before anything listens to it is unhandled, even if an await further down is about to.",
    ...(failed === -1 ? {} : { traceAt: failed }),
  });
}

/** Of two failures, one that matters is reported, and neither is left over. */
function survivesBoth(observation: Observation, context: Context): void {
  leavesNothingUnhandled(observation, context);
  const { ending } = observation;
  const { failures } = context.input;
  if (ending.kind === "rejected" && ending.from !== null && ending.from !== "eta" && ending.from in failures) return;
  refuse({
    expected: `trackingPage to reject with the error of ${
      Object.keys(failures).filter((name) => name !== "eta").join(" or ")
    }`,
    happened: ending.kind === "rejected"
      ? `it rejected with another error, "${ending.message}"`
      : `it ended as ${ending.kind === "page" ? "a page" : ending.kind}`,
    look: "Two failures are still a failure: the first that is reported is enough.",
    ...lastEvent(context),
  });
}

/** A page on which two backends fail, in this order. What is right for one pair may be wrong for another: all are tried. */
function twoFail(first: Backend, second: Backend): Scenario {
  return page([first, second], [
    { name: `no rejection is left unhandled when ${first} fails before ${second}`, check: survivesBoth },
  ]);
}

export const judge = defineJudge([
  page([], [
    { name: "all three backends are called before any has answered", check: allAtOnce },
    { name: "each backend is called once, with the parcel's id", check: calledOnce },
    {
      name: "every answer has its place on the page, in whatever order they come",
      check: (observation, context) =>
        expectFields(
          observation,
          context,
          { parcelId: context.input.parcelId, ...context.input.answers },
          "The answers come in another order than the calls were made: how does each find its field?",
        ),
    },
  ]),
  page(["eta"], [
    {
      name: "when eta fails, the page shows the rest and eta: null",
      check: (observation, context) =>
        expectFields(
          observation,
          context,
          { ...context.input.answers, parcelId: context.input.parcelId, eta: null },
          "Only eta's error may be replaced by a value, and by null.",
        ),
    },
    { name: "a backend that failed is not called again", check: calledOnce },
    { name: "no rejection is left unhandled when eta alone fails", check: leavesNothingUnhandled },
  ]),
  ...(["scans", "route"] as const).map((failing) =>
    page([failing], [
      { name: `when ${failing} fails, the page rejects with that error`, check: rejectsWithItsError },
      { name: `no rejection is left unhandled when ${failing} alone fails`, check: leavesNothingUnhandled },
    ])
  ),
  twoFail("scans", "route"),
  twoFail("route", "scans"),
  twoFail("eta", "scans"),
  twoFail("eta", "route"),
  twoFail("scans", "eta"),
  twoFail("route", "eta"),
]);
