/** Rounds that are resumed by script: the learner's from their frames, and V8's own generator beside them. */
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import type { Parcel, Signal, Step } from "./starter.ts";

/** One act of the script. */
export type Act =
  /** Resumes a round, by its place in the list. */
  | { readonly round: number; readonly signal: Signal }
  /** Adds a round that goes on from a copy of another's frame, written as JSON and read again. */
  | { readonly copy: number };

export interface Input {
  /** Begun before the first act. */
  readonly parcels: readonly Parcel[];
  readonly acts: readonly Act[];
}

/** What came of an act. */
export type Outcome =
  | { readonly kind: "step"; readonly value: string | null; readonly done: boolean }
  | { readonly kind: "threw"; readonly text: string }
  /** What no generator does, in words. */
  | { readonly kind: "odd"; readonly what: string }
  | { readonly kind: "copied" };

export interface Observation {
  readonly exported: boolean;
  readonly outcomes: readonly Outcome[];
  /** Length of the longest frame, written as JSON, without its parcel. */
  readonly frameLength: number;
}

interface Learner {
  readonly begin?: unknown;
  readonly resume?: unknown;
}

/** A list of rounds, whoever runs them. */
interface Rounds {
  begin(parcel: Parcel): void;
  resume(round: number, signal: Signal): Outcome;
  copy(round: number): Outcome;
}

const NS_PER_ACT = 1_000_000;

const write = JSON.stringify;
const read: (text: string) => unknown = JSON.parse;

/** By the learner's two functions. */
export function drive(learner: Learner, input: Input, tools: DriveTools): Json {
  const { begin, resume } = learner;
  if (typeof begin !== "function" || typeof resume !== "function") {
    return { exported: false, outcomes: [], frameLength: 0 };
  }
  const frames: unknown[] = [];
  let frameLength = 0;
  const rounds: Rounds = {
    begin(parcel) {
      frames[frames.length] = begin(copyOf(parcel));
    },
    resume(round, signal) {
      const frame = frames[round];
      const outcome = outcomeOf(() => resume(frame, copyOf(signal)));
      frameLength = Math.max(frameLength, lengthOf(frame));
      return outcome;
    },
    copy(round) {
      try {
        frames[frames.length] = copyOf(frames[round]);
        return { kind: "copied" };
      } catch (error) {
        return { kind: "odd", what: `the frame could not be written as JSON (${textOf(error)})` };
      }
    },
  };
  const outcomes = play(input, rounds, tools);
  return { exported: true, outcomes, frameLength } satisfies Observation as unknown as Json;
}

/** By the generator. A generator has no copy: another one is brought to the same place, step by step. */
export function reference(input: Input, tools: DriveTools): Json {
  const rounds: { readonly parcel: Parcel; readonly history: Signal[]; readonly steps: Steps }[] = [];
  const outcomes = play(input, {
    begin: (parcel) => void rounds.push({ parcel, history: [], steps: deliver(parcel) }),
    resume(round, signal) {
      const { history, steps } = rounds[round]!;
      history.push(signal);
      return outcomeOf(() => step(steps, signal));
    },
    copy(round) {
      const { parcel, history } = rounds[round]!;
      const steps = deliver(parcel);
      for (const signal of history) outcomeOf(() => step(steps, signal));
      rounds.push({ parcel, history: [...history], steps });
      return { kind: "copied" };
    },
  }, tools);
  return { exported: true, outcomes, frameLength: 0 } satisfies Observation as unknown as Json;
}

/** One round, side by side, and the frame after each step. */
export function example(learner: Learner, tools: DriveTools): void {
  const { begin, resume } = learner;
  if (typeof begin !== "function" || typeof resume !== "function") {
    throw new TypeError("export two functions, begin and resume: the starter shows them");
  }
  const parcel: Parcel = { door: "12 Quay Street", neighbours: ["number 10", "number 14"], rings: 2 };
  const frame: unknown = begin(parcel);
  const steps = deliver(parcel);
  tools.record({ kind: "task-spawned", task: 1, name: "a round" });
  const signals: Signal[] = [
    { how: "next" },
    { how: "next", sent: "nobody" },
    { how: "next", sent: "no" },
    { how: "next", sent: "no" },
    { how: "throw", sent: "a flat tyre" },
    { how: "next", sent: "come back" },
    { how: "next", sent: "locked" },
    { how: "next" },
  ];
  for (const signal of signals) {
    const real = inWords(outcomeOf(() => step(steps, signal)));
    tools.record({ kind: "task-started", task: 1 });
    const yours = inWords(outcomeOf(() => resume(frame, signal)));
    tools.record({ kind: "task-yielded", task: 1 });
    console.log(`${signal.how}(${signal.sent ?? ""})`);
    console.log(`  the generator  ${real}`);
    console.log(`  your resume    ${yours}${yours === real ? "" : "   <-- here"}`);
    console.log(`  the frame      ${write(frame)}`);
  }
}

function play({ parcels, acts }: Input, rounds: Rounds, tools: DriveTools): Outcome[] {
  const outcomes: Outcome[] = [];
  let task = 0;
  tools.traceOn({ nowNs: () => outcomes.length * NS_PER_ACT });
  for (const parcel of parcels) {
    rounds.begin(parcel);
    tools.record({ kind: "task-spawned", task: ++task, name: `round to ${parcel.door}` });
  }
  for (const act of acts) {
    if ("copy" in act) {
      tools.record({ kind: "task-spawned", task: ++task, name: `copy of round ${act.copy + 1}`, parent: act.copy + 1 });
      outcomes[outcomes.length] = rounds.copy(act.copy);
      continue;
    }
    tools.record({ kind: "task-started", task: act.round + 1 });
    const outcome = rounds.resume(act.round, act.signal);
    outcomes[outcomes.length] = outcome;
    tools.record({ kind: "printed", text: inWords(outcome) });
    tools.record({ kind: "task-yielded", task: act.round + 1 });
  }
  return outcomes;
}

function outcomeOf(act: () => unknown): Outcome {
  let made: unknown;
  try {
    made = act();
  } catch (error) {
    return typeof error === "string"
      ? { kind: "threw", text: error }
      : { kind: "odd", what: `it threw ${textOf(error)}` };
  }
  if (typeof made !== "object" || made === null) return { kind: "odd", what: `it returned ${textOf(made)}` };
  const { value, done } = made as Partial<Step>;
  if (typeof done !== "boolean") return { kind: "odd", what: `it returned an object whose done is ${textOf(done)}` };
  if (value === undefined) return { kind: "step", value: null, done };
  return typeof value === "string"
    ? { kind: "step", value, done }
    : { kind: "odd", what: `it returned an object whose value is ${textOf(value)}` };
}

export function inWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case "step":
      return `${outcome.done ? "ends with" : "yields"} ${outcome.value === null ? "undefined" : `'${outcome.value}'`}`;
    case "threw":
      return `throws '${outcome.text}'`;
    case "odd":
      return outcome.what;
    case "copied":
      return "is copied";
  }
}

function copyOf<T>(value: T): T {
  return read(write(value)) as T;
}

/** Of the frame without what is in every frame from the beginning. */
function lengthOf(frame: unknown): number {
  try {
    return write({ ...frame as object, parcel: null }).length;
  } catch {
    return 0;
  }
}

function textOf(value: unknown): string {
  try {
    return value instanceof Error ? `${value.name}: ${value.message}` : String(value);
  } catch {
    return "something that cannot be shown";
  }
}

// ---- the generator, as the starter shows it -------------------------------------------------------------------------

type Steps = Generator<string, string, string>;

function step(steps: Steps, { how, sent }: Signal): IteratorResult<string, string> {
  switch (how) {
    case "next":
      return steps.next(sent!);
    case "throw":
      return steps.throw(sent);
    case "return":
      return steps.return(sent!);
  }
}

function* deliver(parcel: Parcel): Steps {
  let rung = 0;
  try {
    while (rung < parcel.rings) {
      rung += 1;
      const answer = yield `ring at ${parcel.door}`;
      if (answer === "opened") return `handed over at ring ${rung}`;
      for (const neighbour of parcel.neighbours) {
        const takes = yield `ask ${neighbour}`;
        if (takes === "yes") return `left with ${neighbour}`;
      }
    }
    return "back to the depot";
  } catch (trouble) {
    const advice = yield `report: ${trouble}`;
    return `given up: ${advice}`;
  } finally {
    yield "lock the van";
  }
}
