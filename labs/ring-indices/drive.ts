/** Has the learner's functions work on the model's rings, step by step, and logs what they did to the queues and when. */
import type { Completion, CompletionQueue, Ring, Submission, SubmissionQueue } from "@interleave/kernel";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import { Run } from "./drive_steps.ts";

/** One step. Words count the operations of a run, from 1. */
export type Step =
  /** Calls `push` so often, a fresh word each. */
  | { readonly do: "push"; readonly times: number }
  /** The kernel takes so many entries; all are operations that complete at once. */
  | { readonly do: "enter"; readonly entries: number }
  /** Calls `take` so often. */
  | { readonly do: "take"; readonly times: number }
  /** Calls `takeAll`. */
  | { readonly do: "take all" }
  /** So many operations complete that the learner has not pushed. */
  | { readonly do: "complete"; readonly operations: number };

export interface Input {
  readonly entries: number;
  readonly completionEntries: number;
  /** Where all four counts begin. */
  readonly firstIndex: number;
  /** The kernel takes an entry as soon as the tail moves, and uses a slot again as soon as the head moves. */
  readonly quick: boolean;
  readonly steps: readonly Step[];
}

/** What was done to a queue during one call. */
export type Touch =
  | { readonly did: "fill" | "at"; readonly slot: number }
  | { readonly did: "tail" | "head"; readonly by: number };

/** One call of the learner's code, or one act of the kernel. `traceAt` is its moment in the trace. */
export type Entry =
  & { readonly traceAt: number }
  & (
    | { readonly call: "push"; readonly word: number; readonly returned: Json; readonly touched: readonly Touch[] }
    | { readonly call: "take"; readonly returned: Json; readonly touched: readonly Touch[] }
    | { readonly call: "takeAll"; readonly words: readonly number[]; readonly enters: number }
    /** What the kernel found in the slots that it was told of. */
    | { readonly call: "kernel took"; readonly words: readonly number[] }
  );

export type Observation =
  | { readonly kind: "not-exported"; readonly missing: string }
  | {
    readonly kind: "ran";
    readonly log: readonly Entry[];
    /** The call that threw, with what; the run ends there. */
    readonly threw: { readonly call: string; readonly error: string } | null;
  };

/** What the learner writes. */
export interface Learner {
  readonly push?: (queue: SubmissionQueue, entry: Submission) => unknown;
  readonly take?: (queue: CompletionQueue) => unknown;
  readonly takeAll?: (ring: Ring, done: (completion: Completion) => void) => unknown;
}

function missingOf(learner: Learner) {
  return (["push", "take", "takeAll"] as const).find((name) => typeof learner[name] !== "function");
}

export function drive(learner: Learner, input: Input, tools: DriveTools): Json {
  const missing = missingOf(learner);
  if (missing !== undefined) return { kind: "not-exported", missing };
  return new Run(learner as Required<Learner>, input, tools).play() as unknown as Json;
}

/** Five entries and a ring of four. */
export function example(learner: Learner, tools: DriveTools): void {
  const missing = missingOf(learner);
  if (missing !== undefined) throw new TypeError(`lab.ts exports no function \`${missing}\``);
  const steps: Step[] = [
    { do: "push", times: 5 },
    { do: "enter", entries: 4 },
    { do: "take", times: 2 },
    { do: "push", times: 1 },
    { do: "enter", entries: 1 },
    { do: "take all" },
  ];
  const run = new Run(
    learner as Required<Learner>,
    { entries: 4, completionEntries: 4, firstIndex: 0, quick: false, steps },
    tools,
  );
  const { threw } = run.play((line) => console.log(line));
  if (threw !== null) console.log(`${threw.call} threw ${threw.error}`);
}
