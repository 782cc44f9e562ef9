/** Gives the learner's scheduler tasks that write down each of their steps, and reports what they wrote and how the run ended. */
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";

/** What a task does, as data. */
export interface TaskProgram {
  readonly name: string;
  readonly steps: readonly Step[];
  /** What it returns; `undefined` when absent. */
  readonly returns?: Json;
}

export type Step =
  | { readonly do: "print"; readonly text: string }
  | { readonly do: "give way" }
  | { readonly do: "spawn"; readonly program: TaskProgram }
  /** Waits for a task that has been spawned before; `catches` says what becomes of its error. */
  | { readonly do: "join"; readonly name: string; readonly catches: boolean }
  | { readonly do: "throw" };

export interface Observation {
  readonly exported: boolean;
  /** Every step of every task, in the order in which they came; `at` is the moment in the trace. */
  readonly log: readonly { readonly line: string; readonly at: number }[];
  readonly ending: Ending;
}

/** `errorsOf`: tasks whose very errors the thrown one holds; `others`: how many errors it holds besides. */
export type Ending =
  | { readonly kind: "returned" }
  | {
    readonly kind: "threw";
    readonly message: string;
    readonly errorsOf: readonly string[];
    readonly others: number;
  };

/** What the tasks of one run share. */
export interface World<Task> {
  spawn(program: TaskProgram, parent: string): void;
  taskNamed(name: string): Task | undefined;
  /** One step has been taken. */
  log(task: string, text: string): void;
  /** Around a `yield`: the task stops here, for another task or for nothing; and goes on. */
  stops(task: string, waitsFor?: string): void;
  goesOn(task: string): void;
  ends(task: string, error?: Error): void;
  /** The error that a task throws, and whose error one is. */
  makeError(task: string): Error;
  ownerOf(error: unknown): string | undefined;
}

interface Learner {
  readonly Scheduler?: unknown;
}

interface LearnersScheduler {
  spawn(name: string, body: () => Generator<unknown, unknown, unknown>): unknown;
  run(): unknown;
}

/** How long a step takes in the trace. */
const STEP_NS = 1_000_000;

/** The body of a task that does what its program says. */
export function* perform<Task>(
  { name, steps, returns }: TaskProgram,
  world: World<Task>,
): Generator<Task | undefined, unknown, unknown> {
  try {
    world.goesOn(name);
    world.log(name, "begins");
    for (let index = 0; index < steps.length; index++) {
      const step = steps[index]!;
      switch (step.do) {
        case "print":
          world.log(name, `prints ${step.text}`);
          break;
        case "give way":
          world.stops(name);
          yield undefined;
          world.goesOn(name);
          break;
        case "spawn":
          world.log(name, `spawns ${step.program.name}`);
          world.spawn(step.program, name);
          break;
        case "join":
          yield* join(name, { step, world });
          break;
        case "throw":
          throw world.makeError(name);
      }
    }
    world.log(name, "returns");
    world.ends(name);
    return returns;
  } catch (error) {
    world.log(name, `fails with ${shown(error, world)}`);
    world.ends(name, error instanceof Error ? error : new Error("no error"));
    throw error;
  }
}

function* join<Task>(
  name: string,
  { step, world }: { readonly step: Step & { readonly do: "join" }; readonly world: World<Task> },
): Generator<Task | undefined, void, unknown> {
  world.stops(name, step.name);
  try {
    const result = yield world.taskNamed(step.name);
    world.goesOn(name);
    world.log(name, `hears ${JSON.stringify(result) ?? "undefined"} from ${step.name}`);
  } catch (error) {
    world.goesOn(name);
    if (!step.catches) throw error;
    world.log(name, `catches ${shown(error, world)}`);
  }
}

function shown<Task>(error: unknown, world: World<Task>): string {
  const owner = world.ownerOf(error);
  return owner === undefined ? "an error of somebody else's making" : `the error of ${owner}`;
}

/** Runs the programs with the learner's scheduler. */
export async function drive(learner: Learner, programs: readonly TaskProgram[], tools: DriveTools): Promise<Json> {
  const log: { line: string; at: number }[] = [];
  if (typeof learner.Scheduler !== "function") {
    return { exported: false, log, ending: { kind: "returned" } } satisfies Observation as unknown as Json;
  }
  const Scheduler = learner.Scheduler as new () => LearnersScheduler;
  const ending = await runTraced(new Scheduler(), { programs, tools, log });
  return { exported: true, log, ending } satisfies Observation as unknown as Json;
}

/** Runs four tasks, one of which fails, and prints what they do. */
export async function example(learner: Learner, tools: DriveTools): Promise<void> {
  if (typeof learner.Scheduler !== "function") throw new TypeError("export a class Scheduler: the starter shows it");
  const Scheduler = learner.Scheduler as new () => LearnersScheduler;
  const log: { line: string; at: number }[] = [];
  const programs: TaskProgram[] = [
    {
      name: "scan",
      steps: [{ do: "print", text: "Metz" }, { do: "give way" }, { do: "print", text: "Graz" }],
      returns: "Graz",
    },
    { name: "label", steps: [{ do: "print", text: "half a label" }, { do: "give way" }, { do: "throw" }] },
    {
      name: "page",
      steps: [
        { do: "join", name: "scan", catches: false },
        { do: "join", name: "label", catches: true },
        { do: "print", text: "a page without a label" },
      ],
    },
    { name: "audit", steps: [{ do: "give way" }, { do: "give way" }, { do: "give way" }] },
  ];
  const ending = await runTraced(new Scheduler(), { programs, tools, log });
  for (let index = 0; index < log.length; index++) console.log(log[index]!.line);
  console.log(ending.kind === "returned" ? "\nrun() returned." : `\nrun() threw: ${ending.message}`);
}

interface Run {
  readonly programs: readonly TaskProgram[];
  readonly tools: DriveTools;
  /** Where the steps go. */
  readonly log: { line: string; at: number }[];
}

/** One run, on a clock that each step moves on. */
async function runTraced(scheduler: LearnersScheduler, { programs, tools, log }: Run): Promise<Ending> {
  interface Known {
    readonly id: number;
    handle: unknown;
    error: Error | undefined;
    ended: boolean;
    /** Names of those that wait for it. */
    readonly waiting: string[];
    blocked: boolean;
  }
  // No prototype: a name is a name. Nothing here calls a method that the learner could have replaced.
  const known: Record<string, Known> = Object.create(null);
  const names: string[] = [];
  let nowNs = 0;
  let recorded = 0;
  tools.traceOn({ nowNs: () => nowNs });
  const record: DriveTools["record"] = (event) => {
    recorded++;
    tools.record(event);
  };

  const world: World<unknown> = {
    spawn(program, parent) {
      const { name } = program;
      const id = names.length + 1;
      names[id - 1] = name;
      known[name] = { id, handle: undefined, error: undefined, ended: false, waiting: [], blocked: false };
      const from = known[parent];
      record({ kind: "task-spawned", task: id, name, ...(from === undefined ? {} : { parent: from.id }) });
      known[name].handle = scheduler.spawn(name, () => perform(program, world));
    },
    taskNamed: (name) => known[name]?.handle,
    log(task, text) {
      log[log.length] = { line: `${task} ${text}`, at: recorded };
      record({ kind: "printed", text: `${task} ${text}` });
      nowNs += STEP_NS;
    },
    stops(task, waitsFor) {
      const own = known[task]!;
      const other = waitsFor === undefined ? undefined : known[waitsFor];
      if (other === undefined || other.ended) {
        record({ kind: "task-yielded", task: own.id });
        return;
      }
      own.blocked = true;
      other.waiting[other.waiting.length] = task;
      record({ kind: "task-blocked", task: own.id, on: { kind: "task", name: waitsFor! } });
    },
    goesOn(task) {
      wake(task);
      record({ kind: "task-started", task: known[task]!.id });
    },
    ends(task, error) {
      const own = known[task]!;
      own.ended = true;
      if (error === undefined) record({ kind: "task-finished", task: own.id });
      else record({ kind: "task-failed", task: own.id, error: String(error.message) });
      for (let index = 0; index < own.waiting.length; index++) wake(own.waiting[index]!, own.id);
    },
    makeError(task) {
      const error = new Error(`${task} went wrong`);
      known[task]!.error = error;
      return error;
    },
    ownerOf(error) {
      for (let index = 0; index < names.length; index++) {
        if (known[names[index]!]!.error === error) return names[index];
      }
    },
  };

  /** It may run again: the one it waited for has ended, or the scheduler has let it go on. */
  function wake(task: string, by?: number): void {
    const own = known[task]!;
    if (!own.blocked) return;
    own.blocked = false;
    record({ kind: "task-woken", task: own.id, ...(by === undefined ? {} : { by }) });
  }

  for (let index = 0; index < programs.length; index++) world.spawn(programs[index]!, "");
  try {
    await scheduler.run();
    return { kind: "returned" };
  } catch (error) {
    return { kind: "threw", ...describe(error, world) };
  }
}

/** What a thrown thing says, and whose errors it is or holds. Anything can be thrown. */
function describe(error: unknown, world: World<unknown>) {
  const errorsOf: string[] = [];
  let others = 0;
  let message = "something that cannot be shown";
  try {
    message = `${error instanceof Error ? error.message : error}`;
    const held: unknown = error instanceof AggregateError ? error.errors : [error];
    for (let index = 0; Array.isArray(held) && index < held.length; index++) {
      const owner = world.ownerOf(held[index]);
      if (owner === undefined) others++;
      else errorsOf[errorsOf.length] = owner;
    }
  } catch {
    others++;
  }
  return { message, errorsOf, others };
}

/** Programs as a reader would write them. */
export function listing(programs: readonly TaskProgram[], indent = ""): string {
  return programs.map(({ name, steps, returns }) => {
    const lines = steps.map((step) => {
      switch (step.do) {
        case "print":
          return `${indent}  print ${step.text}`;
        case "give way":
          return `${indent}  yield`;
        case "spawn":
          return `${indent}  spawn\n${listing([step.program], `${indent}    `)}`;
        case "join":
          return `${indent}  ${step.catches ? "try " : ""}yield ${step.name}${step.catches ? " catch" : ""}`;
        case "throw":
          return `${indent}  throw`;
      }
    });
    if (returns !== undefined) lines.push(`${indent}  return ${JSON.stringify(returns)}`);
    return [`${indent}${name}:`, ...lines].join("\n");
  }).join("\n");
}
