/** A database in virtual time, clients who share it through the learner's pool, and one of them cancelled at every step in turn. */
import {
  type Coroutine,
  createScheduler,
  join,
  pause,
  roundRobin,
  sleep,
  Suspension,
  type Task,
  virtualTime,
} from "@interleave/scheduler";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import type { Connection, Database, Pool, PoolOptions } from "./starter.ts";

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

/** A day has some hundred steps. */
const MOST_STEPS = 1_500;
/** What comes later need not be recorded. */
const MOST_EVENTS = 3_000;
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

type CreatePool = (database: Database, options: PoolOptions) => Pool;

interface Day {
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
async function play(createPool: CreatePool, input: Input, { victim, tools, say = () => {} }: Day) {
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

/** A database that answers each query after the time that the query names. */
function openDatabase({ connectMs, refused }: Input, nowMs: () => number) {
  let open = 0;
  let refusing = true;

  function connection(): Connection {
    /** Replies that nobody has read. */
    const unread: string[] = [];
    let closed = false;
    return {
      get state() {
        return closed ? "closed" : unread.length > 0 ? "busy" : "idle";
      },
      *query(text) {
        if (closed) throw named("ConnectionClosed", "this connection was closed");
        unread[unread.length] = `reply to ${text}`;
        yield* sleep(Number(text.split(" ").at(-2)));
        if (closed) throw named("ConnectionClosed", "this connection was closed");
        if (text.startsWith("break")) {
          close();
          throw named("ConnectionLost", `the server closed the connection at ${nowMs()} ms`);
        }
        // There are no names on replies: what is read is what came first.
        return unread.shift()!;
      },
      close,
    };

    function close(): void {
      if (closed) return;
      closed = true;
      open -= 1;
    }
  }

  const seen = { mostOpen: 0, connects: 0 };

  function* connect(): Coroutine<Connection> {
    const attempt = seen.connects++;
    open += 1;
    seen.mostOpen = Math.max(seen.mostOpen, open);
    let opened = false;
    try {
      yield* sleep(connectMs);
      if (refusing && refused.includes(attempt)) {
        throw named("ConnectionRefused", "the database takes no more connections");
      }
      opened = true;
      return connection();
    } finally {
      // Given up half-way: the database notices.
      if (!opened) open -= 1;
    }
  }

  return { connect, seen, refuseNone: () => void (refusing = false) };
}

function named(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}

function wordOf(wait: Suspension<unknown>): string {
  const { kind, name } = wait.reason;
  return `${kind} "${name}"`;
}
