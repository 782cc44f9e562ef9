/** Begins operations through the learner's proactor, lets depots send and read in the model's time, and logs what completes when. */
import type { Kernel } from "@interleave/kernel";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import { Run } from "./drive_operations.ts";

/** The other end of a connection. */
export interface Depot {
  readonly name: string;
  /** In the order of their moments. */
  readonly sends: readonly { readonly atMs: number; readonly bytes: number }[];
  readonly hangsUpAtMs: number | null;
  /** Reads so many bytes so often, from a moment on. */
  readonly reads: { readonly fromMs: number; readonly everyMs: number; readonly bytes: number } | null;
}

/** Something that the program does: at the start, or in the handler of the operation `after`. */
export interface Action {
  readonly do: "read" | "write" | "cancel" | "post" | "read file" | "write file" | "replace";
  /** Index of the depot; `replace` closes its connection and opens one to the depot `by`. */
  readonly depot: number;
  readonly bytes: number;
  readonly after: number | null;
  readonly by?: number;
}

export interface Input {
  readonly depots: readonly Depot[];
  readonly actions: readonly Action[];
}

/** What of the learner's code a handler was called by; nothing of it when none was at work. */
export type Caller = "run" | "the call that began it" | "another handler" | "cancel" | "nobody that should";

/** One operation of `Input.actions`. */
export interface Log {
  readonly action: number;
  readonly begunMs: number;
  /** `null` when its handler was never called. */
  readonly completed: {
    readonly atMs: number;
    readonly result: Json;
    /** Who called the handler. */
    readonly by: Caller;
    readonly times: number;
    /** A write: how many of its bytes the kernel had taken by then. */
    readonly written: number;
  } | null;
  /** The bytes in the buffer of a read are those that were sent, from the place on at which the last one ended. */
  readonly right: boolean;
  readonly traceAt: number;
}

export type Ending =
  | { readonly how: "returned" }
  | { readonly how: "waits"; readonly call: string }
  | { readonly how: "threw"; readonly error: string }
  | { readonly how: "spins"; readonly calls: number; readonly atMs: number };

export type Observation =
  | { readonly kind: "not-exported" }
  | {
    readonly kind: "ran";
    readonly log: readonly Log[];
    readonly ending: Ending;
    /** Of each depot: the bytes that reached it, and whether they are the ones that were written to it. */
    readonly received: readonly { readonly bytes: number; readonly right: boolean }[];
    /** Times that epoll_wait reported something, and nothing was read or written after it. */
    readonly vain: number;
  };

interface Learner {
  readonly Proactor?: unknown;
}

/** Is called with what came of an operation. */
type Done = (result: unknown) => void;

/** What the learner writes. */
export interface LearnersProactor {
  read(fd: number, buffer: Uint8Array, done: Done): void;
  write(fd: number, bytes: Uint8Array, done: Done): void;
  post(handler: () => void): void;
  cancel(fd: number): void;
  run(): void;
}

export function drive(learner: Learner, input: Input, tools: DriveTools): Json {
  if (typeof learner.Proactor !== "function") return { kind: "not-exported" };
  return new Run(learner.Proactor as new (kernel: Kernel) => LearnersProactor, input, tools)
    .observe() as unknown as Json;
}

/** Two depots that send, and one that reads slowly. */
export function example(learner: Learner, tools: DriveTools): void {
  if (typeof learner.Proactor !== "function") throw new TypeError("lab.ts exports no class `Proactor`");
  const quiet = { sends: [], hangsUpAtMs: null, reads: null };
  const depots: Depot[] = [
    { ...quiet, name: "Ghent", sends: [{ atMs: 10, bytes: 300 }, { atMs: 30, bytes: 200 }] },
    { ...quiet, name: "Lille", sends: [{ atMs: 20, bytes: 700 }], hangsUpAtMs: 40 },
    { ...quiet, name: "Venlo", reads: { fromMs: 5, everyMs: 10, bytes: 100_000 } },
  ];
  const actions: Action[] = [
    { do: "read", depot: 0, bytes: 1_024, after: null },
    { do: "read", depot: 1, bytes: 512, after: null },
    { do: "write", depot: 2, bytes: 500_000, after: null },
    { do: "read", depot: 0, bytes: 1_024, after: 0 },
    { do: "read", depot: 1, bytes: 512, after: 1 },
    { do: "read", depot: 1, bytes: 512, after: 4 },
  ];
  const Proactor = learner.Proactor as new (kernel: Kernel) => LearnersProactor;
  const { log, ending } = new Run(Proactor, { depots, actions }, tools).observe();
  for (const { action, begunMs, completed } of log) {
    const { do: what, depot, bytes } = actions[action]!;
    const end = completed === null ? "never completed" : `${completed.atMs} ms: ${completed.result}`;
    const by = completed === null || completed.by === "run" ? "" : ` (called by ${completed.by})`;
    console.log(`${depots[depot]!.name}  ${what} ${bytes}`.padEnd(22) + `${begunMs} ms → ${end}${by}`);
  }
  console.log(`the end: ${endingWords(ending)}`);
}

function endingWords(ending: Ending): string {
  switch (ending.how) {
    case "returned":
      return "run returned";
    case "waits":
      return `run sleeps in ${ending.call}, and nothing will ever wake it`;
    case "threw":
      return ending.error;
    case "spins":
      return `stopped after ${ending.calls} system calls, at ${ending.atMs} ms`;
  }
}
