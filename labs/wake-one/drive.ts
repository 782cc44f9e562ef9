/** Lets clients connect in virtual time while four threads run the learner's worker; logs who woke, and who took whom. */
import {
  createThreadKernel,
  isErrno,
  type ModelThreadKernel,
  must,
  O_NONBLOCK,
  type Returned,
  type ThreadKernel,
} from "@interleave/kernel";
import { type Coroutine, Suspension } from "@interleave/scheduler";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import type { Hub } from "./starter.ts";

/** A client, that connects and hangs up. */
export interface Client {
  readonly connectsMs: number;
  readonly lastsMs: number;
}

export interface Input {
  readonly clients: readonly Client[];
  readonly stopsMs: number;
}

export interface Observation {
  readonly exported: boolean;
  /** `serve` was called, by worker, from 1. `client` is an index of `Input.clients`. */
  readonly taken: readonly { readonly client: number; readonly worker: number; readonly atMs: number }[];
  /** Returns from a sleep in epoll_wait. */
  readonly woke: readonly { readonly worker: number; readonly atMs: number }[];
  /** When each worker returned; `null` if it did not. */
  readonly returnedMs: readonly (number | null)[];
  /** What the workers that never returned wait for. */
  readonly sleeping: readonly string[];
  readonly error: string | null;
  readonly spun: boolean;
}

interface Learner {
  readonly work?: unknown;
}

type Work = (kernel: ThreadKernel, hub: Hub) => Coroutine<void>;

// The learner's module may import the scheduler's class too, and finds it as it is.
Object.freeze(Suspension.prototype);

export const WORKERS = 4;
const NS_PER_MS = 1_000_000;
const NAME = "parcels";
/** Workers that sleep between connections need a tenth of it. */
const MOST_CALLS = 5_000;

export async function drive(learner: Learner, input: Input, tools: DriveTools): Promise<Json> {
  return await observe(learner, input, tools) as unknown as Json;
}

/** Twelve clients that come alone, then eight that come in two lots; who woke for whom. */
export async function example(learner: Learner, tools: DriveTools): Promise<void> {
  if (typeof learner.work !== "function") throw new TypeError("lab.ts exports no function `work`");
  const alone = Array.from({ length: 12 }, (_, index): Client => ({ connectsMs: 10 * (index + 1), lastsMs: 5 }));
  const together = Array.from({ length: 8 }, (_, index): Client => ({
    connectsMs: index < 4 ? 150 : 170,
    lastsMs: 5,
  }));
  const clients = [...alone, ...together];
  const { taken, woke, returnedMs, error, spun } = await observe(learner, { clients, stopsMs: 200 }, tools);
  for (const ms of new Set(clients.map(({ connectsMs }) => connectsMs))) {
    const workersOf = (list: readonly { readonly worker: number; readonly atMs: number }[]) =>
      list.filter(({ atMs }) => atMs === ms).map(({ worker }) => worker).join(" ") || "nobody";
    console.log(
      `${String(ms).padStart(3)} ms  woke: ${workersOf(woke).padEnd(8)} took a connection: ${workersOf(taken)}`,
    );
  }
  const shares = Array.from(
    { length: WORKERS },
    (_, index) => taken.filter(({ worker }) => worker === index + 1).length,
  );
  console.log(`\nin all: ${shares.map((share, index) => `worker ${index + 1} took ${share}`).join(", ")}`);
  const ended = returnedMs.filter((ms) => ms !== null).length;
  console.log(
    spun ? "stopped: the workers call and call, and never sleep" : error ?? `${ended} of ${WORKERS} workers returned`,
  );
}

async function observe(
  learner: Learner,
  { clients, stopsMs }: Input,
  tools: Pick<DriveTools, "record" | "traceOn">,
): Promise<Observation> {
  const taken: { client: number; worker: number; atMs: number }[] = [];
  const woke: { worker: number; atMs: number }[] = [];
  const returnedMs: (number | null)[] = Array.from({ length: WORKERS }, () => null);
  const observed = { exported: typeof learner.work === "function", taken, woke, returnedMs };
  if (!observed.exported) return { ...observed, sleeping: [], error: null, spun: false };

  /** Task → worker, and tasks that sleep in epoll_wait. */
  const workerOf = new Map<number, number>();
  const inWait = new Set<number>();
  /** Accepted descriptor → client: connections are accepted in the order in which they were made. */
  const clientOf = new Map<number, number>();
  const connected: number[] = [];
  let accepts = 0;

  const record: DriveTools["record"] = (event) => {
    tools.record(event);
    if (event.kind === "task-spawned") workerOf.set(event.task, workerOf.size + 1);
    if (event.kind === "task-blocked" && event.on.name.startsWith("epoll_wait(")) inWait.add(event.task);
    if (event.kind === "task-woken" && inWait.delete(event.task)) {
      woke[woke.length] = { worker: workerOf.get(event.task)!, atMs: nowMs() };
    }
    if (event.kind !== "system-call-returned" || event.call !== "accept4" || !(Number(event.result) > 0)) return;
    clientOf.set(Number(event.result), connected[accepts++]!);
  };
  const kernel = createThreadKernel({ record });
  tools.traceOn({ nowNs: () => kernel.nowNs });
  const nowMs = () => kernel.nowNs / NS_PER_MS;

  const listener = must(kernel.socket(O_NONBLOCK));
  must(kernel.bind(listener, NAME));
  must(kernel.listen(listener, clients.length));
  const stop = must(kernel.eventfd(0, O_NONBLOCK));
  clients.forEach(({ connectsMs, lastsMs }, client) => {
    const end = must(kernel.socket(O_NONBLOCK));
    kernel.at(connectsMs * NS_PER_MS, () => {
      connected[connected.length] = client;
      must(atOnce(kernel.connect(end, NAME)));
    });
    kernel.at((connectsMs + lastsMs) * NS_PER_MS, () => void kernel.close(end));
  });
  kernel.at(stopsMs * NS_PER_MS, () => must(atOnce(kernel.write(stop, Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0)))));

  const calls = { left: MOST_CALLS };
  const given = counted(kernel, calls);
  for (let worker = 1; worker <= WORKERS; worker++) {
    const buffer = new Uint8Array(64);
    const serve = function* (connection: number): Coroutine<void> {
      const client = clientOf.get(connection);
      if (client === undefined) throw new RangeError(`serve(${String(connection)}): no connection has this number`);
      clientOf.delete(connection);
      taken[taken.length] = { client, worker, atMs: nowMs() };
      for (let count: Returned<number> = 1; !isErrno(count) && count > 0;) {
        count = yield* kernel.read(connection, buffer);
      }
      kernel.close(connection);
    };
    kernel.spawn(`worker ${worker}`, function* () {
      yield* (learner.work as Work)(given, { listener, stop, serve });
      returnedMs[worker - 1] = nowMs();
    });
  }
  let error: string | null = null;
  let sleeping: string[] = [];
  kernel.at((stopsMs + 100) * NS_PER_MS, () => {
    sleeping = kernel.threads.filter(({ task }) => !task.ended)
      .map(({ name, task }) => `${name} in ${task.waitingOn?.reason.name ?? "its turn"}`);
  });
  try {
    await kernel.run();
  } catch (thrown) {
    if (!(thrown instanceof Error && thrown.name === "DeadlockError")) error = describe(thrown);
  }
  const spun = calls.left < 0;
  return { ...observed, sleeping, error: spun ? null : error, spun };
}

/** What the workers get: the kernel's calls, counted. No coroutine of ours stands between: traces name the line. */
function counted(kernel: ModelThreadKernel, calls: { left: number }): ThreadKernel {
  function count<Given extends unknown[], Result>(call: (...given: Given) => Result): (...given: Given) => Result {
    return (...given) => {
      calls.left -= 1;
      if (calls.left < 0) throw new Error("the workers call and call, and never sleep");
      return call(...given);
    };
  }
  const {
    run: _,
    at: _at,
    readyList: _list,
    asked: _asked,
    threads: _threads,
    usage: _usage,
    nowNs: _now,
    ...offered
  } = kernel;
  return {
    ...offered,
    accept4: count(kernel.accept4),
    epollWait: count(kernel.epollWait),
    poll: count(kernel.poll),
    select: count(kernel.select),
    read: count(kernel.read),
  };
}

/** What a client outside gets from a call that never waits. */
function atOnce<Value>(call: Coroutine<Value>): Value {
  return call.next().value as Value;
}

function describe(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return "an error that cannot be shown";
  }
}
