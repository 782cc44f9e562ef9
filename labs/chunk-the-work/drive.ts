/** Lets customers in whenever the loop turns, and counts how much planning was done between two of them. */
import { setImmediate } from "node:timers";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import type { Outside } from "./starter.ts";

/** A parcel, and how long its way takes to work out; whole microseconds, so that sums are exact. */
export interface Parcel {
  readonly id: string;
  readonly us: number;
  /** True when there is no way. */
  readonly lost: boolean;
}

export interface Input {
  /** Plans that are asked for in one turn of the loop, in this order. */
  readonly plans: readonly (readonly Parcel[])[];
  /** A plan that is asked for when the others have ended. */
  readonly afterwards: readonly Parcel[];
  readonly key: string;
}

/** What came of one plan. */
export interface PlanReport {
  readonly ending: "pending" | "done" | "failed";
  readonly ways: Json;
  /** With `failed`: whether it is the very error that `route` threw. */
  readonly ownError: boolean;
  /** The parcels whose ways were worked out, in that order. */
  readonly routed: readonly string[];
  /** How many ways of each plan had been worked out when this one ended. */
  readonly routedOfEach: readonly number[];
  /** Index in the trace of its end, or of the last event when it never ended. */
  readonly endedAt: number;
}

export interface Observation {
  readonly exported: boolean;
  readonly plans: readonly PlanReport[];
  readonly afterwards: PlanReport | null;
  /** Most planning between two moments at which a customer could be served, and where in the trace that began. */
  readonly longestUs: number;
  readonly longestAt: number;
  /** Turns of the loop in which there was planning. */
  readonly turns: number;
  /** How many parcels the planner asked about that are in no plan. */
  readonly strangers: number;
}

interface Planner {
  plan(parcelIds: readonly string[]): unknown;
}

interface Learner {
  readonly RoutePlanner?: unknown;
}

/** What serving a customer takes. */
const CUSTOMER_US = 300;
/** Plans that work out nothing for so many turns of the loop, and so long, have stopped. */
const IDLE_TURNS = 5_000;
const IDLE_MS = 300;

const CUSTOMERS = 1;

const now = performance.now.bind(performance);
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Asks for all plans at once, and for one more when they have ended, while customers come. */
export async function drive(learner: Learner, input: Input, tools: DriveTools): Promise<Json> {
  const seen = { plans: [] as PlanReport[], longestUs: 0, longestAt: 0, turns: 0, strangers: 0 };
  if (typeof learner.RoutePlanner !== "function") {
    return { exported: false, ...seen, afterwards: null } satisfies Observation as unknown as Json;
  }
  // No prototypes: an id is an id. Nothing here calls a method that the learner could have replaced.
  const planOf: Record<string, number> = Object.create(null);
  const parcelOf: Record<string, Parcel> = Object.create(null);
  const all = [...input.plans, input.afterwards];
  const reports: { -readonly [Key in keyof PlanReport]: PlanReport[Key] }[] = [];
  const errors: unknown[] = [];
  const counts: number[] = [];
  for (let plan = 0; plan < all.length; plan++) {
    reports[plan] = { ending: "pending", ways: null, ownError: false, routed: [], routedOfEach: [], endedAt: 0 };
    counts[plan] = 0;
    for (let index = 0; index < all[plan]!.length; index++) {
      const parcel = all[plan]![index]!;
      planOf[parcel.id] = plan;
      parcelOf[parcel.id] = parcel;
    }
  }

  let nowUs = 0;
  let recorded = 0;
  /** Plan whose code ran last, if no customer has come since and it has not ended. */
  let running: number | null = null;
  /** Whether any way has been worked out since the last customer. */
  let planning = false;
  let runUs = 0;
  let runAt = 0;
  tools.traceOn({ nowNs: () => nowUs * 1_000 });
  const record: DriveTools["record"] = (event) => {
    recorded++;
    tools.record(event);
  };
  const taskOf = (plan: number) => CUSTOMERS + 1 + plan;

  const planner = new (learner.RoutePlanner as new (outside: Outside) => Planner)({
    now: () => nowUs / 1_000,
    route(parcelId) {
      const id = `${parcelId}`;
      const plan = planOf[id];
      if (plan === undefined) {
        seen.strangers++;
        return "";
      }
      if (!planning) {
        planning = true;
        runUs = 0;
        runAt = recorded;
        seen.turns++;
      }
      if (running !== plan) {
        if (running !== null) record({ kind: "task-yielded", task: taskOf(running) });
        record({ kind: "task-started", task: taskOf(plan) });
        running = plan;
      }
      const { us, lost } = parcelOf[id]!;
      nowUs += us;
      runUs += us;
      if (runUs > seen.longestUs) {
        seen.longestUs = runUs;
        seen.longestAt = runAt;
      }
      const routed = reports[plan]!.routed as string[];
      routed[routed.length] = id;
      counts[plan]!++;
      if (!lost) return wayOf(input.key, id);
      const error = new Error(`no way for ${id}`);
      errors[errors.length] = error;
      throw error;
    },
  });

  async function ask(plan: number): Promise<void> {
    const report = reports[plan]!;
    const ids: string[] = [];
    for (let index = 0; index < all[plan]!.length; index++) ids[index] = all[plan]![index]!.id;
    record({
      kind: "task-spawned",
      task: taskOf(plan),
      name: plan < input.plans.length ? `plan ${plan + 1}` : "a late plan",
    });
    try {
      report.ways = await planner.plan(ids) as Json | undefined ?? null;
      report.ending = "done";
    } catch (error) {
      report.ending = "failed";
      for (let index = 0; index < errors.length; index++) report.ownError ||= errors[index] === error;
    }
    for (let other = 0; other < all.length; other++) (report.routedOfEach as number[])[other] = counts[other]!;
    if (running === plan) running = null;
    report.endedAt = recorded;
    record(
      report.ending === "done"
        ? { kind: "task-finished", task: taskOf(plan) }
        : { kind: "task-failed", task: taskOf(plan), error: "no way for a parcel" },
    );
  }

  /** Serves a customer whenever the loop comes round, until what is awaited has ended or nothing moves any more. */
  async function serveUntil(ended: () => boolean, first: Promise<void>): Promise<void> {
    let turn = first;
    let idleTurns = 0;
    for (let idleSince = now(); !ended() && (idleTurns < IDLE_TURNS || now() - idleSince < IDLE_MS); idleTurns++) {
      await turn;
      turn = nextTurn();
      if (!planning) continue;
      planning = false;
      idleTurns = 0;
      idleSince = now();
      if (running !== null) record({ kind: "task-yielded", task: taskOf(running) });
      running = null;
      record({ kind: "task-started", task: CUSTOMERS });
      nowUs += CUSTOMER_US;
      record({ kind: "task-yielded", task: CUSTOMERS });
    }
  }

  record({ kind: "task-spawned", task: CUSTOMERS, name: "customers" });
  // The customer is in the queue first, so that not even an immediate of a plan's first run goes before.
  let turn = nextTurn();
  let open = input.plans.length;
  for (let plan = 0; plan < input.plans.length; plan++) ask(plan).then(() => open--);
  await serveUntil(() => open === 0, turn);
  if (open === 0) {
    turn = nextTurn();
    open = 1;
    ask(input.plans.length).then(() => open--);
    await serveUntil(() => open === 0, turn);
  }

  for (let plan = 0; plan < all.length; plan++) {
    if (reports[plan]!.ending === "pending") reports[plan]!.endedAt = recorded - 1;
  }
  const afterwards = reports[input.plans.length]!;
  reports.length = input.plans.length;
  return { exported: true, ...seen, plans: reports, afterwards } satisfies Observation as unknown as Json;
}

/** Two plans on the real loop, in real milliseconds, while a customer comes every two of them. */
export async function example(learner: Learner): Promise<void> {
  if (typeof learner.RoutePlanner !== "function") {
    throw new TypeError("export a class RoutePlanner: the starter shows it");
  }
  const Planner = learner.RoutePlanner as new (outside: Outside) => Planner;
  let ways = 0;
  const planner = new Planner({
    now,
    route(parcelId) {
      const ms = ways++ % 12 === 0 ? 4 : 0.3;
      for (const end = now() + ms; now() < end;);
      return wayOf("example", parcelId);
    },
  });
  const ids = (depot: string, count: number) => Array.from({ length: count }, (_, parcel) => `${depot}-${parcel}`);
  const startMs = now();
  const since = (ms: number) => `${Math.round(now() - ms)} ms`;
  const waits: number[] = [];
  let open = 2;
  for (const [depot, count] of [["Metz", 400], ["Graz", 60]] as const) {
    Promise.resolve(planner.plan(ids(depot, count))).then((plan) => {
      console.log(`${depot}: ${Array.isArray(plan) ? plan.length : "no"} of ${count} ways after ${since(startMs)}`);
    }).finally(() => open--);
  }
  // Customers come whether or not the loop is there for them: each waits from the moment at which they came.
  for (let arrivalMs = startMs; open > 0;) {
    await nextTurn();
    for (; arrivalMs <= now(); arrivalMs += 2) waits.push(now() - arrivalMs);
  }
  waits.sort((a, b) => a - b);
  const share = (part: number) =>
    `${waits[Math.min(waits.length - 1, Math.floor(part * waits.length))]!.toFixed(1)} ms`;
  console.log(
    `\n${waits.length} customers waited: half of them up to ${share(0.5)}, 99 in 100 up to ${share(0.99)}, all up to ${
      share(1)
    }`,
  );
}

/** What `route` returns for a parcel: FNV-1a over the key and the id, as a way through the depots. */
export function wayOf(key: string, parcelId: string): string {
  const depots = ["Metz", "Graz", "Brno", "Gent", "Turin", "Kassel", "Venlo", "Odense"];
  let hash = 0x811c9dc5;
  const text = `${key}/${parcelId}`;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  const first = depots[(hash >>> 8) & 7];
  return `${parcelId}: ${first}, ${depots[(hash >>> 16) & 7]}, gate ${hash >>> 20}`;
}
