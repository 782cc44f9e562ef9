/** Runs the learner's monitor against a model of time and tasks, and once on a real thread; reports whom it flagged when. */
import { watchSafePoints } from "@interleave/safepoints";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";

/** Something that happens in the model, one after the other. */
export type Step =
  /** A task begins. It runs for `ms`, or until it finds the flag at a safe point, one every `safePointMs`. */
  | { readonly kind: "run"; readonly ms: number; readonly safePointMs: number }
  /** Nothing is there to run. */
  | { readonly kind: "idle"; readonly ms: number };

export type Input =
  | { readonly kind: "model"; readonly sliceMs: number; readonly steps: readonly Step[] }
  | { readonly kind: "thread"; readonly sliceMs: number };

/** What became of one step. */
export interface Ran {
  readonly kind: Step["kind"];
  readonly ranMs: number;
  /** Since the step began; `null` when it was not flagged. */
  readonly flaggedAfterMs: number | null;
  /** The monitor took its own flag back while the step lasted. */
  readonly takenBack: boolean;
}

export type Observation =
  | { readonly kind: "not-exported" }
  | {
    readonly kind: "model";
    readonly ran: readonly Ran[];
    readonly rests: number;
    readonly restsAfterEnd: number;
    /** `null`: it returned. */
    readonly threw: string | null;
  }
  | { readonly kind: "thread"; readonly turns: readonly number[]; readonly ended: boolean };

type Monitor = (cells: Int32Array, sliceMs: number, rest: (ms: number) => void) => unknown;

interface Learner {
  readonly monitor?: unknown;
}

// What follows shares a realm with the learner's module: what it could replace is taken now.
const load = Atomics.load;
const store = Atomics.store;
const add = Atomics.add;
const wake = Atomics.notify;
const now = performance.now.bind(performance);
const finite = Number.isFinite;
const Thread = Worker;
const toUrl = URL.createObjectURL;
const Source = Blob;
const Shared = SharedArrayBuffer;
const Cells = Int32Array;

const [FLAG, SWITCHES, RUNNING, STOP] = [0, 1, 2, 3] as const;

/** A monitor that looks this often has long been shown to be too busy. */
const MOST_RESTS = 50_000;
/** A real run ends when all tasks have had their turn, or after this. */
const PATIENCE_MS = 4_000;

export async function drive(learner: Learner, input: Input, tools: DriveTools): Promise<Json> {
  if (typeof learner.monitor !== "function") return { kind: "not-exported" };
  const observed = input.kind === "model"
    ? runModel(learner.monitor as Monitor, input, tools)
    : await runThread(input.sliceMs, tools);
  return observed as unknown as Json;
}

/** Three tasks that never give way, under the learner's monitor on a Worker. */
export async function example(learner: Learner, tools: DriveTools): Promise<void> {
  if (typeof learner.monitor !== "function") throw new TypeError("lab.ts exports no function `monitor`");
  const { turns, ended } = await runThread(10, tools);
  console.log("slices of 10 ms, until each task has had five turns or 4 seconds are over");
  turns.forEach((count, task) => console.log(`task ${task + 1}: ${count} turns`));
  console.log(ended ? "the monitor returned" : "the monitor did not return when the run was over");
}

/** Time as a model: it passes while the monitor rests, and in no other way. */
function runModel(monitor: Monitor, { sliceMs, steps }: Extract<Input, { kind: "model" }>, tools: DriveTools) {
  const cells = new Cells(new Shared(16));
  const ran: Ran[] = [];
  let nowMs = 0;
  let step = -1;
  let beganMs = 0;
  let flaggedMs: number | null = null;
  let takenBack = false;
  let rests = 0;
  let restsAfterEnd = 0;
  tools.traceOn({ nowNs: () => Math.round(nowMs * 1e6) });

  function begin(): void {
    step += 1;
    beganMs = nowMs;
    flaggedMs = null;
    takenBack = false;
    store(cells, FLAG, 0);
    const next = steps[step];
    store(cells, RUNNING, next?.kind === "run" ? 1 : 0);
    if (next === undefined) {
      store(cells, STOP, 1);
      return;
    }
    if (next.kind === "idle") return;
    add(cells, SWITCHES, 1);
    tools.record({ kind: "task-spawned", task: step + 1, name: `task ${step + 1}` });
    tools.record({ kind: "task-started", task: step + 1 });
  }

  function end({ kind }: Step, preempted: boolean): void {
    const flaggedAfterMs = flaggedMs === null ? null : flaggedMs - beganMs;
    ran[ran.length] = { kind, ranMs: nowMs - beganMs, flaggedAfterMs, takenBack };
    if (kind === "run") tools.record({ kind: preempted ? "task-preempted" : "task-finished", task: step + 1 });
    begin();
  }

  /** The next moment at which the running step ends or could see the flag; beyond its end there is none. */
  function nextMoment(running: Step): number {
    const endMs = beganMs + running.ms;
    if (running.kind === "idle" || load(cells, FLAG) === 0) return endMs;
    const passed = Math.floor((nowMs - beganMs) / running.safePointMs + 1e-9);
    return Math.min(endMs, beganMs + (passed + 1) * running.safePointMs);
  }

  function noteFlag(): void {
    const set = load(cells, FLAG) !== 0;
    if (set && flaggedMs === null) {
      flaggedMs = nowMs;
      tools.record({ kind: "printed", text: "flag set" });
    }
    if (!set && flaggedMs !== null && !takenBack) {
      takenBack = true;
      tools.record({ kind: "printed", text: "flag taken back" });
    }
  }

  function rest(ms: number): void {
    if (!finite(ms) || ms < 0) throw new RangeError(`rest(${ms}): give a number of milliseconds, 0 or more`);
    rests += 1;
    if (step >= steps.length) restsAfterEnd += 1;
    if (rests > MOST_RESTS || restsAfterEnd > 3) throw new Error("the grader has seen enough");
    noteFlag();
    const untilMs = nowMs + ms;
    for (let running = steps[step]; running !== undefined; running = steps[step]) {
      const momentMs = nextMoment(running);
      if (momentMs > untilMs) {
        nowMs = untilMs;
        return;
      }
      nowMs = momentMs;
      end(running, momentMs < beganMs + running.ms);
    }
  }

  begin();
  let threw: string | null = null;
  try {
    monitor(cells, sliceMs, rest);
    noteFlag();
  } catch (error) {
    threw = restsAfterEnd > 3 || rests > MOST_RESTS ? null : String(error);
  }
  return { kind: "model", ran, rests, restsAfterEnd, threw } satisfies Observation;
}

/** Tasks that look at the flag and never give way by themselves, on this thread; the monitor on one of its own. */
async function runThread(sliceMs: number, tools: DriveTools): Promise<Extract<Observation, { kind: "thread" }>> {
  const cells = new Cells(new Shared(16));
  const thread = new Thread(toUrl(new Source([workerSource(tools.learnerUrl)])), { type: "module" });
  let ended = false;
  const failed = Promise.withResolvers<never>();
  const ready = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  thread.onmessage = ({ data }) => {
    if (data === "ready") ready.resolve();
    if (data === "ended") ended = true;
    if (data === "ended") over.resolve();
  };
  thread.onerror = (event) => {
    event.preventDefault();
    failed.reject(new Error(`the monitor's thread ended with an error: ${event.message}`));
  };
  thread.postMessage({ cells, sliceMs });
  try {
    await Promise.race([ready.promise, failed.promise]);
    const turns = shareThread(cells, tools);
    store(cells, STOP, 1);
    wake(cells, STOP);
    await Promise.race([over.promise, failed.promise, patience()]);
    return { kind: "thread", turns, ended };
  } finally {
    thread.terminate();
  }
}

/** How long the monitor may take to notice that the run is over. */
function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
}

function workerSource(learnerUrl: string): string {
  return `
    import { monitor } from ${JSON.stringify(learnerUrl)};
    self.onmessage = ({ data: { cells, sliceMs } }) => {
      const rest = (ms) => void Atomics.wait(cells, ${STOP}, 0, ms);
      self.postMessage("ready");
      monitor(cells, sliceMs, rest);
      self.postMessage("ended");
    };
  `;
}

/** Round robin among three endless loops; returns how many turns each had. */
function shareThread(cells: Int32Array, tools: DriveTools): number[] {
  const turns = [0, 0, 0];
  const untilMs = now() + PATIENCE_MS;
  using _watch = watchSafePoints(() => load(cells, FLAG));
  const tasks = turns.map((_, task) => {
    tools.record({ kind: "task-spawned", task: task + 1, name: `task ${task + 1}` });
    return computeForEver(cells, untilMs);
  });
  store(cells, RUNNING, 1);
  while (turns.some((count) => count < 5) && now() < untilMs) {
    for (let task = 0; task < tasks.length; task++) {
      store(cells, FLAG, 0);
      add(cells, SWITCHES, 1);
      tools.record({ kind: "task-started", task: task + 1 });
      tasks[task]!.next();
      turns[task]! += 1;
      tools.record({ kind: "task-preempted", task: task + 1 });
    }
  }
  store(cells, RUNNING, 0);
  return turns;
}

/** What the book's compiler makes of an endless loop: a look at every turn. Without a monitor it ends with the patience. */
function* computeForEver(cells: Int32Array, untilMs: number): Generator<number, void> {
  for (let turn = 1;; turn++) {
    if (load(cells, FLAG) === 1) yield 0;
    if (turn % 1_024 === 0 && now() > untilMs) yield 0;
  }
}
