/** Ranks parcels in one task while a customer asks in another, in virtual time; counts comparisons between the customer's turns. */
import { twinOf } from "@interleave/safepoints";
import { type Coroutine, createScheduler, sleep, spend, virtualTime } from "@interleave/scheduler";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import type { Parcel } from "./starter.ts";

export interface Input {
  /** `due` of each parcel, in the order in which they come; its id is its place. */
  readonly dues: readonly number[];
}

export type Observation =
  | { readonly kind: "not-exported" }
  | {
    readonly kind: "ranked";
    /** Places of the parcels in the input, in the order of the ranking; -1 for what is no parcel of the input. */
    readonly order: readonly number[];
    readonly inputKept: boolean;
    readonly sameArray: boolean;
    readonly comparisons: number;
    /** The most comparisons between two turns of the customer. */
    readonly longest: number;
    readonly error: string | null;
  };

interface Learner {
  readonly rank?: unknown;
}

type Rank = (parcels: readonly Parcel[], compare: (a: Parcel, b: Parcel) => number) => unknown;

const SLICE_MS = 10;
/** A call into the service's rules. */
const COMPARISON_MS = 0.01;
const QUESTION_MS = 5;
/** A sort that compares so often has shown what it is. */
const MOST_COMPARISONS = 400_000;

export async function drive(learner: Learner, { dues }: Input, tools: DriveTools): Promise<Json> {
  if (typeof learner.rank !== "function") return { kind: "not-exported" };
  return (await rankBeside(learner.rank as Rank, dues, tools)).observation as unknown as Json;
}

/** Ranks 2,000 parcels and tells how long the customer waited. */
export async function example(learner: Learner, tools: DriveTools): Promise<void> {
  if (typeof learner.rank !== "function") throw new TypeError("lab.ts exports no function `rank`");
  const dues = Array.from({ length: 2_000 }, (_, index) => (index * 7_919) % 1_009);
  const { observation: { comparisons, longest, error }, lateMs } = await rankBeside(learner.rank as Rank, dues, tools);
  if (error !== null) console.log(error);
  console.log(`${comparisons} comparisons, ${(comparisons * COMPARISON_MS).toFixed(0)} ms of computing in the model`);
  console.log(`at most ${longest} comparisons between two turns of the customer`);
  console.log(`the customer, who asks every ${QUESTION_MS} ms, was let in late by up to ${lateMs.toFixed(1)} ms`);
}

type Ranked = Extract<Observation, { kind: "ranked" }>;

async function rankBeside(
  rank: Rank,
  dues: readonly number[],
  tools: DriveTools,
): Promise<{ observation: Ranked; lateMs: number }> {
  const parcels: Parcel[] = dues.map((due, place) => Object.freeze({ id: `P-${place}`, due }));
  const given = [...parcels];
  const places = new Map(parcels.map((parcel, place) => [parcel, place]));
  const clock = virtualTime();
  tools.traceOn(clock);
  let comparisons = 0;
  let sinceTurn = 0;
  let longest = 0;
  let lateMs = 0;
  let ranked: unknown = null;
  let ended = false;

  function compare(a: Parcel, b: Parcel): number {
    comparisons += 1;
    sinceTurn += 1;
    if (comparisons > MOST_COMPARISONS) throw new RangeError(`compared ${MOST_COMPARISONS} times without an end`);
    spend(COMPARISON_MS);
    return a.due - b.due;
  }

  function* ranking(): Coroutine<void> {
    try {
      const stoppable = twinOf(rank) as ((...args: Parameters<Rank>) => Coroutine<unknown>) | undefined;
      ranked = stoppable === undefined ? rank(given, compare) : yield* stoppable(given, compare);
    } finally {
      longest = Math.max(longest, sinceTurn);
      ended = true;
    }
  }

  function* customer(): Coroutine<void> {
    while (!ended) {
      const dueNs = clock.nowNs() + QUESTION_MS * 1e6;
      yield* sleep(QUESTION_MS);
      lateMs = Math.max(lateMs, (clock.nowNs() - dueNs) / 1e6);
      longest = Math.max(longest, sinceTurn);
      sinceTurn = 0;
    }
  }

  const scheduler = createScheduler({ mode: "quantum", sliceMs: SLICE_MS, turnNs: 100, clock, record: tools.record });
  scheduler.spawn("customer", customer);
  scheduler.spawn("ranking", ranking);
  let error: string | null = null;
  try {
    await scheduler.run();
  } catch (thrown) {
    error = String(thrown instanceof Error && thrown.cause !== undefined ? thrown.cause : thrown);
  }
  const list = Array.isArray(ranked) ? ranked : [];
  const observation: Ranked = {
    kind: "ranked",
    order: list.map((parcel) => places.get(parcel) ?? -1),
    inputKept: given.length === parcels.length && given.every((parcel, place) => parcel === parcels[place]),
    sameArray: ranked === given,
    comparisons,
    longest,
    error,
  };
  return { observation, lateMs };
}
