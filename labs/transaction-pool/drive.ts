/** A database in virtual time, clients who share it through the learner's pool, and one of them cancelled at every step in turn. */
import { Suspension } from "@interleave/scheduler";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import { type CreatePool, type Day, play } from "./drive_day.ts";

/** One thing that a transaction does. */
export type Step =
  | { readonly do: "query"; readonly ms: number }
  /** The connection breaks before the reply comes. */
  | { readonly do: "break"; readonly ms: number }
  | { readonly do: "think"; readonly ms: number }
  | { readonly do: "throw" };

/** A client with one transaction. */
export interface Client {
  readonly arrivesMs: number;
  readonly steps: readonly Step[];
}

export interface Input {
  readonly size: number;
  readonly waitMs: number;
  readonly connectMs: number;
  /** Which attempts to connect, counted from 0, the database refuses. */
  readonly refused: readonly number[];
  readonly clients: readonly Client[];
  /** The day is played again for each of these clients and each step, with the client cancelled there. */
  readonly victims: readonly number[];
}

/** What became of a client. */
export interface Fate {
  readonly beganMs: number | null;
  readonly endedMs: number | null;
  /** `returned`, `cancelled`, or the name of what it was thrown; `none`: it waits for ever. */
  readonly outcome: string;
  /** What it was thrown was the very error that its body had met. */
  readonly own: boolean;
  /** Its body went on when its transaction had ended. */
  readonly outlived: boolean;
}

/** One day. */
export interface Run {
  /** Who was cancelled before which step of the scheduler, when, and what it was doing. */
  readonly cancelled:
    | { readonly client: number; readonly step: number; readonly atMs: number; readonly was: string }
    | null;
  readonly fates: readonly Fate[];
  /** The first reply that was another client's. */
  readonly mixedUp: { readonly client: number; readonly asked: string; readonly got: string } | null;
  /** Connections, those being opened included. */
  readonly mostOpen: number;
  readonly connects: number;
  /** A connection was lent to a client while another had it. */
  readonly shared: boolean;
  /** After the day as many clients as there are connections come at once: how long each had to wait; `null`: in vain. */
  readonly afterwardsMs: readonly (number | null)[];
  readonly error: string | null;
  readonly spun: boolean;
}

export interface Observation {
  readonly exported: boolean;
  /** The first is the day without a cancellation. */
  readonly runs: readonly Run[];
  /** Which of them the trace shows. */
  readonly traced: number;
}

interface Learner {
  readonly createPool?: unknown;
}

// The learner's module may import the scheduler's class too, and finds it as it is.
Object.freeze(Suspension.prototype);

const MOST_RUNS = 1_200;

export async function drive(learner: Learner, input: Input, tools: DriveTools): Promise<Json> {
  if (typeof learner.createPool !== "function") return { exported: false, runs: [], traced: 0 };
  const createPool = learner.createPool as CreatePool;
  const days: Day[] = [{ victim: null }];
  const { run: whole, steps } = await play(createPool, input, days[0]!);
  const runs = [whole];
  // A day that does not end by itself need not be played again.
  const victims = whole.spun ? [] : input.victims;
  for (let index = 0; index < victims.length; index++) {
    for (let step = 0; step < steps && runs.length < MOST_RUNS; step++) {
      const day: Day = { victim: { client: victims[index]!, step } };
      const { run } = await play(createPool, input, day);
      if (run.cancelled === null) continue;
      days[days.length] = day;
      runs[runs.length] = run;
    }
  }
  // One day is played once more for the trace: the first on which something is odd.
  let traced = 0;
  while (traced < runs.length && !isOdd(runs[traced]!, input)) traced++;
  if (traced === runs.length) traced = runs.length - 1;
  await play(createPool, input, { ...days[traced]!, tools });
  return { exported: true, runs, traced } as unknown as Json;
}

/** Eight clients, two connections; the third is cancelled while it waits for a reply. */
export async function example(learner: Learner, tools: DriveTools): Promise<void> {
  if (typeof learner.createPool !== "function") {
    throw new TypeError("export a function createPool: the starter shows it");
  }
  const clients = Array.from({ length: 8 }, (_, client): Client => ({
    arrivesMs: 10 * client,
    steps: [{ do: "query", ms: 40 }, { do: "think", ms: 10 }, { do: "query", ms: 30 }],
  }));
  const input = { size: 2, waitMs: 200, connectMs: 20, refused: [], clients, victims: [] };
  const { run } = await play(learner.createPool as CreatePool, input, {
    victim: { client: 2, atMs: 130 },
    tools,
    say: (line) => console.log(line),
  });
  console.log(`\nmost connections at a time: ${run.mostOpen}; opened in all: ${run.connects}`);
  if (run.mixedUp !== null) console.log(`client ${run.mixedUp.client} got the reply to another client's query`);
  const waits = run.afterwardsMs.map((ms) => ms === null ? "in vain" : `${ms} ms`).join(" and ");
  console.log(`afterwards two clients come at once; they wait ${waits}`);
  if (run.error !== null) console.log(run.error);
}

/** Only to choose what the trace shows; the judge looks at every day itself. */
function isOdd(run: Run, { size, connectMs }: Input): boolean {
  return run.mixedUp !== null || run.error !== null || run.spun || run.shared || run.mostOpen > size ||
    run.fates.some(({ outlived }) => outlived) || run.afterwardsMs.length < size ||
    run.afterwardsMs.some((ms) => ms === null || ms > connectMs);
}
