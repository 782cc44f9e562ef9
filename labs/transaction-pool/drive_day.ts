/** One day: clients share the database through a pool, one of them may be cancelled, and others come when all have gone. */
import {
  type Coroutine,
  createScheduler,
  join,
  pause,
  roundRobin,
  sleep,
  type Suspension,
  type Task,
  virtualTime,
} from "@interleave/scheduler";
import type { DriveTools } from "../_runner/lab.ts";
import type { Fate, Input, Run, Step } from "./drive.ts";
import { openDatabase } from "./drive_database.ts";
import type { Connection, Database, Pool, PoolOptions } from "./starter.ts";

/** A day has some hundred steps. */
const MOST_STEPS = 1_500;
/** What comes later need not be recorded. */
const MOST_EVENTS = 3_000;

export type CreatePool = (database: Database, options: PoolOptions) => Pool;

export interface Day {
  /** Cancelled before a step of the scheduler, or at a moment. */
  readonly victim: { readonly client: number; readonly step?: number; readonly atMs?: number } | null;
  readonly tools?: DriveTools;
  readonly say?: (line: string) => void;
}

/** A transaction's body, as the drive sees it: the error that it met, and whether it is under way. */
interface Body {
  met: unknown;
  runs: boolean;
}

/** Ends a day that would not end by itself. */
class Enough extends Error {}

/** One day, from the first client to those who come afterwards. */
export async function play(createPool: CreatePool, input: Input, { victim, tools, say = () => {} }: Day) {
  const clock = virtualTime();
  const nowMs = () => clock.nowNs() / 1e6;
  const queue = roundRobin();
  const tasks: Task<unknown>[] = [];
  const arrived: boolean[] = [];
  let cancelled: Run["cancelled"] = null;
  let steps = 0;
  let recorded = 0;
  const record: DriveTools["record"] = (event) => {
    if (recorded++ < MOST_EVENTS) tools?.record(event);
  };
  tools?.traceOn(clock);

  function note(text: string): void {
    record({ kind: "printed", text });
    say(`${`${nowMs()} ms`.padStart(8)}  ${text}`);
  }

  function cancel(client: number): void {
    const task = tasks[client]!;
    if (task.ended || !arrived[client]) return;
    const was = task.waitingOn === null ? "could go on" : `waited for ${wordOf(task.waitingOn)}`;
    cancelled = { client, step: steps, atMs: nowMs(), was };
    note(`client ${client} is cancelled`);
    task.cancel("its client has gone");
  }

  const scheduler = createScheduler({
    mode: "cooperative",
    clock,
    policy: {
      get length() {
        return queue.length;
      },
      enqueue: (task) => queue.enqueue(task),
      next() {
        if (steps === victim?.step) cancel(victim.client);
        if (steps++ > MOST_STEPS) throw new Enough();
        return queue.next();
      },
    },
    ...(tools !== undefined && { record, findLines: () => recorded < MOST_EVENTS }),
  });
  const database = openDatabase(input, nowMs);
  const pool = createPool({ connect: database.connect }, { size: input.size, waitMs: input.waitMs });
  const fates: { -readonly [Key in keyof Fate]: Fate[Key] }[] = [];
  let mixedUp: Run["mixedUp"] = null;
  let shared = false;
  const lent = new Set<Connection>();

  function* converse(client: number, connection: Connection, body: Body): Coroutine<void> {
    if (lent.has(connection)) shared = true;
    lent.add(connection);
    body.runs = true;
    try {
      let asked = 0;
      const own = input.clients[client]?.steps ?? PROBE;
      for (let index = 0; index < own.length; index++) {
        const step = own[index]!;
        if (step.do === "think") yield* sleep(step.ms);
        else if (step.do === "throw") throw new Error(`client ${client} changed its mind`);
        else {
          const text = `${step.do} ${client}.${++asked} for ${step.ms} ms`;
          const got = yield* connection.query(text);
          if (got !== `reply to ${text}`) mixedUp ??= { client, asked: text, got: String(got) };
          note(`client ${client} asked "${text}", got "${got}"`);
        }
      }
    } catch (error) {
      body.met = error;
      throw error;
    } finally {
      body.runs = false;
      lent.delete(connection);
    }
  }

  for (let client = 0; client < input.clients.length; client++) {
    const fate: typeof fates[number] = { beganMs: null, endedMs: null, outcome: "none", own: true, outlived: false };
    fates[client] = fate;
    tasks[client] = scheduler.spawn(`client ${client}`, function* () {
      const inner: Body = { met: undefined, runs: false };
      yield* sleep(input.clients[client]!.arrivesMs);
      // Those who give something back in this moment go first: what they leave is there, and belongs to who waits.
      yield* pause();
      arrived[client] = true;
      try {
        yield* pool.transaction(function* (connection) {
          fate.beganMs = nowMs();
          yield* converse(client, connection, inner);
        });
        fate.outcome = "returned";
      } catch (error) {
        fate.outcome = nameOf(error);
        if (inner.met !== undefined) fate.own = error === inner.met;
        note(`client ${client}: ${fate.outcome}`);
        if (fate.outcome === "TaskCancelled") throw error;
      } finally {
        fate.endedMs = nowMs();
        fate.outlived = inner.runs;
      }
    });
  }
  if (victim?.atMs !== undefined) {
    const { client, atMs } = victim;
    scheduler.spawn("canceller", function* () {
      yield* sleep(atMs);
      cancel(client);
    });
  }

  const afterwardsMs: (number | null)[] = [];
  scheduler.spawn("afterwards", function* () {
    for (let client = 0; client < tasks.length; client++) {
      try {
        yield* join(tasks[client]!);
      } catch {
        // How clients end has been noted.
      }
    }
    database.refuseNone();
    note("everybody has gone; as many as there are connections come at once");
    const cameMs = nowMs();
    for (let probe = 0; probe < input.size; probe++) {
      afterwardsMs[probe] = null;
      const client = input.clients.length + probe;
      scheduler.spawn(`late client ${client}`, function* () {
        try {
          yield* pool.transaction(function* (connection) {
            afterwardsMs[probe] = nowMs() - cameMs;
            yield* converse(client, connection, { met: undefined, runs: false });
          });
        } catch {
          // What it waited for says it.
        }
      });
    }
  });
  let error: string | null = null;
  let spun = false;
  try {
    await scheduler.run();
  } catch (thrown) {
    spun = thrown instanceof Enough;
    if (!spun) error = String(thrown);
  }
  const { mostOpen, connects } = database.seen;
  const run: Run = { cancelled, fates, mixedUp, mostOpen, connects, shared, afterwardsMs, error, spun };
  return { run, steps };
}

/** What those do who come afterwards: long enough to be there all at once. */
const PROBE: readonly Step[] = [{ do: "query", ms: 50 }];

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}

function wordOf(wait: Suspension<unknown>): string {
  const { kind, name } = wait.reason;
  return `${kind} "${name}"`;
}
