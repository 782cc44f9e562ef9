/** A real bench, with Workers and waiting tasks, and a model of one; lets the learner measure on both. */
import process from "node:process";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import type { Bench, Costs, Point } from "./starter.ts";

/** What things cost on a model of a bench, in bytes. */
export interface Model {
  readonly baseBytes: number;
  /** What the first thread pays for all. */
  readonly sharedBytes: number;
  /** Of each thread, in the order in which they start. */
  readonly threadBytes: readonly number[];
  readonly taskBytes: number;
  /** Room for tasks that the process has already. When it is used up, the process doubles it, and again. */
  readonly roomBytes: number;
  readonly mostTasks: number;
}

export type Input =
  | { readonly kind: "slope"; readonly points: readonly Point[] }
  | { readonly kind: "model"; readonly model: Model }
  | { readonly kind: "machine" };

export type Observation =
  | { readonly kind: "not-exported"; readonly missing: string }
  | { readonly kind: "slope"; readonly slope: Json }
  | {
    readonly kind: "measured";
    readonly perThread: Json;
    readonly perTask: Json;
    readonly threads: number;
    readonly tasks: number;
  };

interface Learner {
  readonly slope?: unknown;
  readonly measure?: unknown;
}

/** A Worker has a heap of its own, for which the system reserves half a gibibyte: hence the lab's limit. */
const MOST_THREADS = 6;
const MOST_TASKS = 100_000;
/** What a Worker's own record costs in the heap of who started it. */
const HANDLE_BYTES = 12_000;

// What follows shares a realm with the learner's module: what it could replace is taken now.
const resourceUsage = process.resourceUsage.bind(process);
const memoryUsage = Deno.memoryUsage;
const Thread = Worker;
const toUrl = URL.createObjectURL;
const Source = Blob;

export async function drive(learner: Learner, input: Input): Promise<Json> {
  if (input.kind === "slope") {
    if (typeof learner.slope !== "function") return { kind: "not-exported", missing: "slope" };
    return { kind: "slope", slope: asNumber(learner.slope(input.points)) };
  }
  if (typeof learner.measure !== "function") return { kind: "not-exported", missing: "measure" };
  const bench = input.kind === "model" ? modelBench(input.model) : machineBench();
  try {
    const costs = await (learner.measure as (bench: Bench) => Promise<Costs>)(bench.bench);
    const { threads, tasks } = bench.started;
    return {
      kind: "measured",
      perThread: asNumber(costs?.perThread),
      perTask: asNumber(costs?.perTask),
      threads,
      tasks,
    };
  } finally {
    bench.stop();
  }
}

/** The grader's own measurement, in a process in which nothing else runs. */
export async function reference(): Promise<Json> {
  const { bench, stop } = machineBench();
  const perThread: number[] = [];
  await bench.startThreads(1);
  for (let count = 2; count <= MOST_THREADS; count++) {
    const before = bench.peakBytes();
    await bench.startThreads(1);
    perThread.push(bench.peakBytes() - before);
  }
  bench.startTasks(MOST_TASKS / 10);
  const before = bench.heapBytes();
  bench.startTasks(MOST_TASKS * 9 / 10);
  const perTask = (bench.heapBytes() - before) / (MOST_TASKS * 9 / 10);
  stop();
  return { perThread: perThread.reduce((sum, bytes) => sum + bytes, 0) / perThread.length, perTask };
}

/** Measures on this machine, and draws what the meters said. */
export async function example(learner: Learner, _tools: DriveTools): Promise<void> {
  if (typeof learner.measure !== "function") throw new TypeError("export a function measure: the starter shows it");
  const { bench, stop } = machineBench();
  const started = { threads: 0, tasks: 0 };
  const readings: {
    readonly meter: string;
    readonly threads: number;
    readonly tasks: number;
    readonly bytes: number;
  }[] = [];
  const read = (meter: "peakBytes" | "heapBytes") => {
    const bytes = bench[meter]();
    readings[readings.length] = { meter, ...started, bytes };
    return bytes;
  };
  try {
    const costs = await (learner.measure as (bench: Bench) => Promise<Costs>)({
      ...bench,
      peakBytes: () => read("peakBytes"),
      heapBytes: () => read("heapBytes"),
      async startThreads(count) {
        await bench.startThreads(count);
        started.threads += count;
      },
      startTasks(count) {
        bench.startTasks(count);
        started.tasks += count;
      },
    });
    draw(readings);
    const { perThread, perTask } = costs;
    console.log(
      `\na thread: ${kibibytes(perThread)}    a task: ${perTask.toFixed(0)} bytes    ratio: ${
        (perThread / perTask).toFixed(0)
      }`,
    );
    console.log(`in 1 GiB: ${(2 ** 30 / perThread).toFixed(0)} threads, or ${(2 ** 30 / perTask).toFixed(0)} tasks`);
  } finally {
    stop();
  }
}

function draw(readings: readonly { meter: string; threads: number; tasks: number; bytes: number }[]): void {
  const most = Math.max(...readings.map(({ bytes }) => bytes));
  console.log("threads    tasks   meter");
  for (const { meter, threads, tasks, bytes } of readings.slice(0, 60)) {
    const bar = "#".repeat(Math.round(40 * bytes / most));
    console.log(
      `${`${threads}`.padStart(7)}${`${tasks}`.padStart(9)}   ${meter.padEnd(9)} ${
        kibibytes(bytes).padStart(12)
      }  ${bar}`,
    );
  }
}

function kibibytes(bytes: number): string {
  return `${(bytes / 1_024).toFixed(0)} KiB`;
}

/** What survives JSON: a finite number or nothing. */
function asNumber(value: unknown): number | null {
  return typeof value === "number" && value - value === 0 ? value : null;
}

interface Started {
  readonly bench: Bench;
  /** What was started so far. */
  readonly started: { threads: number; tasks: number };
  /** Ends it all. */
  stop(): void;
}

/** Counts what is started, and refuses what is too much. */
function counted(most: { readonly threads: number; readonly tasks: number }) {
  const started = { threads: 0, tasks: 0 };
  function add(kind: "threads" | "tasks", count: number): void {
    if (!(count > 0) || count % 1 !== 0) {
      throw new RangeError(`a bench starts ${kind} in whole numbers above 0, not ${count}`);
    }
    if (started[kind] + count > most[kind]) {
      throw new RangeError(`${started[kind] + count} ${kind} are more than this bench has: ${most[kind]}`);
    }
    started[kind] += count;
  }
  return { started, add };
}

/** This machine. */
function machineBench(): Started {
  const { started, add } = counted({ threads: MOST_THREADS, tasks: MOST_TASKS });
  const source = toUrl(
    new Source([`self.postMessage("runs"); self.onmessage = () => {};`], { type: "text/javascript" }),
  );
  const threads: Worker[] = [];
  const tasks: Promise<void>[] = [];
  let end = () => {};
  const over = new Promise<void>((resolve) => end = resolve);

  function startThread(): Promise<void> {
    const thread = new Thread(source, { type: "module" });
    threads[threads.length] = thread;
    return new Promise((resolve, reject) => {
      thread.onmessage = () => resolve();
      thread.onerror = (event) => {
        event.preventDefault();
        reject(new Error(`a thread could not start: ${event.message}`));
      };
    });
  }

  async function task(number: number): Promise<number> {
    await over;
    return number;
  }

  return {
    started,
    bench: {
      mostThreads: MOST_THREADS,
      mostTasks: MOST_TASKS,
      peakBytes: () => resourceUsage().maxRSS * 1_024,
      heapBytes: () => memoryUsage().heapUsed,
      async startThreads(count) {
        add("threads", count);
        for (let index = 0; index < count; index++) await startThread();
      },
      startTasks(count) {
        add("tasks", count);
        for (let index = 0; index < count; index++) {
          tasks[tasks.length] = task(index) as Promise<unknown> as Promise<void>;
        }
      },
    },
    stop() {
      for (const thread of threads) thread.terminate();
      end();
    },
  };
}

/** A machine on which everything has a known size. */
function modelBench(model: Model): Started {
  const { baseBytes, sharedBytes, threadBytes, taskBytes, roomBytes, mostTasks } = model;
  const { started, add } = counted({ threads: threadBytes.length, tasks: mostTasks });
  let running = 0;
  let readings = 0;
  let peak = 0;

  function residentBytes(): number {
    let bytes = baseBytes + (running > 0 ? sharedBytes : 0);
    for (let thread = 0; thread < running; thread++) bytes += threadBytes[thread]!;
    let room = roomBytes;
    while (room < started.tasks * taskBytes) room *= 2;
    return bytes + room - roomBytes;
  }

  return {
    started,
    bench: {
      mostThreads: threadBytes.length,
      mostTasks,
      peakBytes() {
        const now = residentBytes();
        if (now > peak) peak = now;
        return peak;
      },
      // A reading makes a little garbage, as in reality.
      heapBytes: () => baseBytes / 8 + running * HANDLE_BYTES + started.tasks * taskBytes + 2_048 * (readings++ % 8),
      async startThreads(count) {
        add("threads", count);
        for (let turn = 0; turn < 10; turn++) await null;
        running += count;
      },
      startTasks: (count) => add("tasks", count),
    },
    stop() {},
  };
}
