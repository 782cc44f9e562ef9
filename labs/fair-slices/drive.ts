/** Runs tasks that never give way under the learner's policy, in virtual time, and logs each of its choices. */
import { look, siteAt, twin } from "@interleave/safepoints";
import {
  type Coroutine,
  createScheduler,
  type Policy,
  type Scheduler,
  sleep,
  spawn,
  type Task,
  virtualTime,
} from "@interleave/scheduler";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";

/** A task that computes for so many slices, from a moment on. */
export interface Work {
  readonly priority: number;
  readonly slices: number;
  /** In slices since the beginning; 0 is there from the start. */
  readonly arrives: number;
}

export interface Input {
  readonly work: readonly Work[];
}

/** What the scheduler said to the policy, and what it answered: task ids count from 1 in the order of `Input.work`. */
export type Entry = readonly ["enqueue", number] | readonly ["next", number];

export type Observation =
  | { readonly kind: "not-exported" }
  | {
    readonly kind: "ran";
    readonly log: readonly Entry[];
    readonly finished: readonly number[];
    /** Why the run ended early, or `null`. */
    readonly error: string | null;
  };

interface Learner {
  readonly fairSlices?: unknown;
}

const SLICE_MS = 10;
/** A safe point a millisecond: ten to the slice. */
const TURN_NS = 1_000_000;
/** Choices after which a run has long shown what it can. */
const MOST_CHOICES = 2_000;

export async function drive(learner: Learner, input: Input, tools: DriveTools): Promise<Json> {
  if (typeof learner.fairSlices !== "function") return { kind: "not-exported" };
  return await run(learner.fairSlices as () => Policy, input, tools) as unknown as Json;
}

/** Five tasks that want 60 slices each, of which 120 are given. */
export async function example(learner: Learner, tools: DriveTools): Promise<void> {
  if (typeof learner.fairSlices !== "function") throw new TypeError("lab.ts exports no function `fairSlices`");
  const names = ["customers", "customers", "labels", "routes", "report"];
  const priorities = [3, 3, 2, 1, 0];
  const work = priorities.map((priority): Work => ({ priority, slices: 60, arrives: 0 }));
  const observed = await run(learner.fairSlices as () => Policy, { work }, tools, { choices: 120, names });
  if (observed.kind !== "ran") return;
  priorities.forEach((priority, index) => {
    const slices = observed.log.filter(([kind, task]) => kind === "next" && task === index + 1).length;
    console.log(`${names[index]!.padEnd(10)} priority ${priority}: ${slices} slices`);
  });
}

interface RunOptions {
  readonly choices?: number;
  readonly names?: readonly string[];
}

/** Ends a run in which enough was seen. */
class Enough extends Error {}

async function run(
  make: () => Policy,
  { work }: Input,
  tools: DriveTools,
  { choices = MOST_CHOICES, names = [] }: RunOptions = {},
): Promise<Observation> {
  const log: Entry[] = [];
  const finished: number[] = [];
  const clock = virtualTime();
  tools.traceOn(clock);
  let left = choices;
  const onNext = () => {
    if (left === 0) throw new Enough();
    left -= 1;
  };
  const named = work.map((_, index) => names[index] ?? `task ${index + 1}`);
  const arriving = work.map((_, index) => index).filter((index) => work[index]!.arrives > 0);

  function begin(scheduler: Pick<Scheduler, "spawn">, index: number): void {
    const { slices, priority } = work[index]!;
    const body = () => {
      finished[finished.length] = index + 1;
    };
    scheduler.spawn(named[index]!, computing(slices, body), { priority });
  }

  /** Lets in whoever comes later. */
  function* door(): Coroutine<void> {
    let nowSlices = 0;
    for (const index of arriving) {
      const { arrives } = work[index]!;
      if (arrives > nowSlices) yield* sleep((arrives - nowSlices) * SLICE_MS);
      nowSlices = arrives;
      begin({ spawn }, index);
    }
  }

  try {
    const policy = watched(make(), { log, onNext, numberOf: (name) => named.indexOf(name) + 1 });
    const scheduler = createScheduler({
      mode: "quantum",
      sliceMs: SLICE_MS,
      turnNs: TURN_NS,
      clock,
      policy,
      // Where they are stopped is no line of the learner's file.
      record: (event) => tools.record(event.kind === "task-preempted" ? { kind: event.kind, task: event.task } : event),
    });
    work.forEach(({ arrives }, index) => arrives === 0 && begin(scheduler, index));
    if (arriving.length > 0) scheduler.spawn("door", door, { priority: 3 });
    await scheduler.run();
    return { kind: "ran", log, finished, error: null };
  } catch (thrown) {
    return { kind: "ran", log, finished, error: thrown instanceof Enough ? null : describe(thrown) };
  }
}

interface WatchOptions {
  readonly log: Entry[];
  readonly onNext: () => void;
  /** A task's number by its name; 0 for the door. */
  readonly numberOf: (name: string) => number;
}

/** The learner's policy with a log of what is asked and answered. */
function watched(policy: Policy, { log, onNext, numberOf }: WatchOptions): Policy {
  const inside = new Set<Task>();
  return {
    get length() {
      return policy.length;
    },
    enqueue(task) {
      log[log.length] = ["enqueue", numberOf(task.name)];
      inside.add(task);
      policy.enqueue(task);
    },
    next() {
      onNext();
      const task = policy.next();
      if (task === undefined) return undefined;
      if (!inside.delete(task)) {
        throw new TypeError(`next() returned ${nameOf(task)}, which is not waiting for its turn`);
      }
      log[log.length] = ["next", numberOf(task.name)];
      return task;
    },
  };
}

/** A plain function that computes for so many slices; the copy has the safe points that the compiler would give it. */
function computing(slices: number, onEnd: () => void): () => void {
  const turns = slices * SLICE_MS;
  function plain(): void {
    onEnd();
  }
  return twin(plain, function* () {
    for (let turn = 0; turn < turns; turn++) {
      if (look() === 0) {
        yield siteAt(1, 1);
        look();
      }
    }
    onEnd();
  });
}

function nameOf(task: unknown): string {
  return task instanceof Object && "name" in task ? String(task.name) : String(task);
}

function describe(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return "an error that cannot be shown";
  }
}
