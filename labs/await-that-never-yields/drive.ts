/** Tasks that receive with the learner's `receive` from queues that are full, while customers come; in virtual time. */
import { createScheduler, sleep, spend, Suspension, virtualTime } from "@interleave/scheduler";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import type { receive, Source } from "./starter.ts";

/** Scans with numbers of their own: `count` of them from `first` on. The first `ready` are there from the start. */
export interface Queue {
  readonly first: number;
  readonly count: number;
  readonly ready: number;
  /** Milliseconds between the arrivals of the others. */
  readonly everyMs: number;
}

/** A task that receives: from these queues in turn, so many scans from each, and again, until one of them has ended. */
export interface Receiver {
  readonly name: string;
  readonly from: readonly { readonly queue: number; readonly scans: number }[];
  /** When it begins. */
  readonly afterMs: number;
  /** When it is cancelled, if it ever is. */
  readonly cancelAtMs: number | null;
}

export interface Input {
  readonly queues: readonly Queue[];
  readonly receivers: readonly Receiver[];
}

/** The turn in which most was received. */
export interface LongestTurn {
  readonly receiver: number;
  readonly taken: number;
  /** Index in the trace at which it began. */
  readonly at: number;
}

export interface Observation {
  readonly exported: boolean;
  /** What each receiver got, in order; `null` for what is no scan. */
  readonly received: readonly (readonly (number | null)[])[];
  readonly longest: LongestTurn;
  /** Turns of receivers. */
  readonly turns: number;
  /** How many scans were received, and how often a queue had none. */
  readonly taken: number;
  readonly emptyTakes: number;
  /** Customers come every few milliseconds: how many came, and how late the latest was served. */
  readonly customers: number;
  readonly latestMs: number;
  /** Index in the trace of the end of the receiver that ended last. */
  readonly endedAt: number;
}

interface Learner {
  readonly receive?: typeof receive;
}

/** What handling a scan takes, and how often a customer comes. */
const SCAN_MS = 0.01;
const CUSTOMER_EVERY_MS = 2;
/** A queue that is empty is asked so often at most: then the run is stopped. */
const MOST_EMPTY_TAKES = 20_000;
/** More than a trace holds: what comes later need not be recorded. */
const MOST_EVENTS = 4_000;

const END = -1;

// The learner's module may import the scheduler's class too, and finds it as it is.
Object.freeze(Suspension.prototype);

export async function drive(learner: Learner, input: Input, tools: DriveTools): Promise<Json> {
  return await live(learner, input, tools) as unknown as Json;
}

/** A hundred thousand scans that are there already, and customers who come every two milliseconds. */
export async function example(learner: Learner, tools: DriveTools): Promise<void> {
  if (typeof learner.receive !== "function") {
    throw new TypeError("export a generator function receive: the starter shows it");
  }
  const seen = await live(learner, {
    queues: [{ first: 0, count: 100_000, ready: 100_000, everyMs: 1 }],
    receivers: [{ name: "receiver", from: [{ queue: 0, scans: 1 }], afterMs: 0, cancelAtMs: null }],
  }, tools);
  console.log(
    `${seen.received[0]!.length} scans received in ${seen.turns} turns, ${seen.longest.taken} in the longest.`,
  );
  console.log(`${seen.customers} customers served; the latest waited ${seen.latestMs.toFixed(2)} ms.`);
}

/** Stops a run that would not end by itself. */
class Stop extends Error {}

async function live(learner: Learner, input: Input, tools: DriveTools): Promise<Observation> {
  const longest = { receiver: 0, taken: 0, at: 0 };
  const seen = {
    received: [] as (number | null)[][],
    longest,
    turns: 0,
    taken: 0,
    emptyTakes: 0,
    customers: 0,
    latestMs: 0,
    endedAt: 0,
  };
  if (typeof learner.receive !== "function") return { exported: false, ...seen };
  const receiveNext = learner.receive;
  let recorded = 0;
  /** Counts the moments at which the scheduler let some task run. */
  let turn = 0;
  let turnAt = 0;
  const record: DriveTools["record"] = (event) => {
    if (event.kind === "task-started") {
      turn++;
      turnAt = recorded;
    }
    if (recorded++ < MOST_EVENTS) tools.record(event);
  };
  const clock = virtualTime();
  const scheduler = createScheduler({ mode: "cooperative", clock, record });
  const nowMs = () => clock.nowNs() / 1e6;
  tools.traceOn({ nowNs: () => clock.nowNs() });

  /** Of each receiver: how much it has had, and in which turn. */
  const had: { turn: number; scans: number }[] = [];
  const sources: Source<number>[] = [];
  for (let index = 0; index < input.queues.length; index++) sources[index] = open(input.queues[index]!);

  function open({ first, count, ready, everyMs }: Queue): Source<number> {
    let next = 0;
    const arrivalMs = (place: number) => place < ready ? 0 : (place - ready + 1) * everyMs;
    return {
      take() {
        if (arrivalMs(next) > nowMs()) {
          if (++seen.emptyTakes > MOST_EMPTY_TAKES) throw new Stop("the queue is empty");
          return undefined;
        }
        // Who comes after the last scan finds the end, however often.
        if (next >= count) return END;
        return first + next++;
      },
      *arrival() {
        const waitMs = arrivalMs(next) - nowMs();
        if (waitMs > 0) yield* sleep(waitMs);
      },
    };
  }

  /** One scan has been received in this turn: what counts is when it is handed out, not when it left its queue. */
  function count(receiver: number): void {
    seen.taken++;
    const own = had[receiver]!;
    if (own.turn !== turn) {
      own.turn = turn;
      own.scans = 0;
      seen.turns++;
    }
    own.scans++;
    if (own.scans <= longest.taken) return;
    longest.receiver = receiver;
    longest.taken = own.scans;
    longest.at = turnAt;
  }

  let working = input.receivers.length;
  scheduler.spawn("customers", function* () {
    while (working > 0) {
      const dueMs = nowMs() + CUSTOMER_EVERY_MS;
      yield* sleep(CUSTOMER_EVERY_MS);
      seen.customers++;
      const lateMs = nowMs() - dueMs;
      if (lateMs > seen.latestMs) seen.latestMs = lateMs;
    }
  });
  for (let index = 0; index < input.receivers.length; index++) {
    const { name, from, afterMs, cancelAtMs } = input.receivers[index]!;
    const received: (number | null)[] = seen.received[index] = [];
    had[index] = { turn: -1, scans: 0 };
    const task = scheduler.spawn(name, function* () {
      try {
        if (afterMs > 0) yield* sleep(afterMs);
        for (;;) {
          for (let part = 0; part < from.length; part++) {
            for (let scan = 0; scan < from[part]!.scans; scan++) {
              const item: unknown = yield* receiveNext(sources[from[part]!.queue]!);
              if (item === END) return;
              count(index);
              received[received.length] = typeof item === "number" ? item : null;
              spend(SCAN_MS);
              if (typeof item !== "number") return;
            }
          }
        }
      } finally {
        working--;
        seen.endedAt = recorded;
      }
    });
    if (cancelAtMs !== null) {
      scheduler.spawn(`the end of ${name}`, function* () {
        yield* sleep(cancelAtMs);
        task.cancel("its customer has gone");
      });
    }
  }
  try {
    await scheduler.run();
  } catch (error) {
    if (seen.emptyTakes <= MOST_EMPTY_TAKES) throw error;
  }
  return { exported: true, ...seen };
}
