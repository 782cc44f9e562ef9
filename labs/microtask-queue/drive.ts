/** Runs small programs on the learner's loop, in virtual time, and on the real one: the only source of the right order. */
import { virtualTime } from "@interleave/scheduler";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import { Failure, perform, type Program, textOf } from "./drive_program.ts";
import { onReal } from "./drive_real.ts";
import type { Deferred, Host, Loop, World } from "./starter.ts";

export interface Observation {
  /** What the file does not export, in words. */
  readonly missing: string | null;
  readonly lines: readonly string[];
  /** What a callback threw, and `run` let out. */
  readonly escaped: string | null;
  /** The first timer that ran at another time than its own: by how much, and the trace's index. */
  readonly offTime: { readonly delayMs: number; readonly lateMs: number; readonly at: number } | null;
}

type Learner = Readonly<Record<string, unknown>>;

const NS_PER_MS = 1_000_000;
/** The least delay of a timer in Deno: a loop that has it too is not late. */
const LEAST_DELAY_MS = 1;
/** Far more than any program prints. */
const MOST_LINES = 1_000;
const MOST_ATTEMPTS = 40;

/** Reports what one program printed on the learner's loop. */
export function drive(learner: Learner, program: Program, tools: DriveTools): Json {
  return onTheirs(learner, (world) => perform(program, world), tools) as unknown as Json;
}

/**
 * What Deno printed for one program. Timers of a program are due 10 ms apart, or in the order of setting; where the machine was
 * so busy between two settings that this no longer holds, the program has run in vain and runs again.
 */
export async function reference(program: Program): Promise<Json> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const { lines, isInOrder } = await onReal((world) => perform(program, world));
    if (isInOrder) return lines;
  }
  throw new Error("The machine is too busy to run timers 10 ms apart");
}

/** The learner's experiment on both loops, side by side. */
export async function example(learner: Learner, tools: DriveTools): Promise<void> {
  const { experiment } = learner;
  if (typeof experiment !== "function") throw new TypeError("export a function experiment: the starter shows it");
  const seen = onTheirs(learner, experiment as (world: World) => void, tools);
  if (seen.missing !== null) throw new TypeError(seen.missing);
  const { lines } = await onReal(experiment as (world: World) => void);
  console.log("Deno printed                your loop printed");
  for (let line = 0; line < Math.max(lines.length, seen.lines.length); line++) {
    const [theirs, yours] = [lines[line] ?? "nothing", seen.lines[line] ?? "nothing"];
    console.log(`${theirs.padEnd(26)}  ${yours}${yours === theirs ? "" : "   <-- here"}`);
  }
  if (seen.escaped !== null) console.log(`\nrun threw ${seen.escaped}`);
}

function onTheirs(learner: Learner, program: (world: World) => void, tools: DriveTools): Observation {
  const { Loop, Deferred } = learner as {
    Loop: new (host: Host) => Loop;
    Deferred: new (loop: Loop) => Deferred;
  };
  const lines: string[] = [];
  let offTime: Observation["offTime"] = null;
  const seen = (missing: string | null, escaped: string | null = null) => ({ missing, lines, escaped, offTime });
  if (typeof Loop !== "function") return seen("the file exports no class Loop");
  if (typeof Deferred !== "function") return seen("the file exports no class Deferred");

  const clock = virtualTime();
  tools.traceOn({ nowNs: clock.nowNs });
  let recorded = 0;
  let tasks = 0;
  const record: DriveTools["record"] = (event) => {
    recorded++;
    tools.record(event);
  };
  const nowMs = () => clock.nowNs() / NS_PER_MS;

  function print(text: string): void {
    if (lines.length >= MOST_LINES) return;
    lines[lines.length] = text;
    record({ kind: "printed", text });
  }

  function traced(name: string, callback: () => void): () => void {
    const task = ++tasks;
    record({ kind: "task-spawned", task, name });
    return () => {
      record({ kind: "task-started", task });
      try {
        callback();
      } finally {
        record({ kind: "task-finished", task });
      }
    };
  }

  const loop = new Loop({
    nowMs,
    sleepUntil(ms) {
      if (ms > nowMs() && ms < Infinity) clock.spend(ms * NS_PER_MS - clock.nowNs());
    },
    report: (error) => print(`uncaught: ${textOf(error)}`),
  });
  const world: World = {
    print,
    queueMicrotask: (job) => loop.queueMicrotask(traced("microtask", job)),
    setTimeout(task, delayMs) {
      const dueMs = nowMs() + delayMs;
      return loop.setTimeout(
        traced(`timer of ${delayMs} ms`, () => {
          const lateMs = nowMs() - dueMs;
          if (lateMs < 0 || lateMs > LEAST_DELAY_MS) offTime ??= { delayMs, lateMs, at: recorded - 1 };
          task();
        }),
        delayMs,
      );
    },
    clearTimeout: (timer) => loop.clearTimeout(timer),
    defer: () => new Deferred(loop),
  };
  try {
    loop.run(traced("main", () => program(world)));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return seen(null, error.message);
  }
  return seen(null);
}
