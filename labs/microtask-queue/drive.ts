/** Runs small programs on the learner's loop, in virtual time, and on the real one: the only source of the right order. */
import { virtualTime } from "@interleave/scheduler";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import type { Deferred, Host, Loop, World } from "./starter.ts";

export type Block = readonly Step[];

/** One statement of a program. Promises and timers have numbers; every printed text is there once. */
export type Step =
  | { readonly call: "print"; readonly text: string }
  | { readonly call: "throw"; readonly text: string }
  | { readonly call: "queueMicrotask"; readonly body: Block }
  | { readonly call: "setTimeout"; readonly timer: number; readonly ms: number; readonly body: Block }
  | { readonly call: "clearTimeout"; readonly timer: number }
  | { readonly call: "resolve" | "reject"; readonly promise: number; readonly value: Value }
  | { readonly call: "then"; readonly promise: number; readonly links: readonly Link[] };

/** A text, or the number of a promise. */
export type Value = string | number;

/** One `then` of a chain. */
export interface Link {
  readonly fulfilled: Reaction | null;
  readonly rejected: Reaction | null;
}

/** Prints its text and the value that it gets, performs its body, and returns. */
export interface Reaction {
  readonly text: string;
  readonly body: Block;
  readonly returns: Value;
}

export interface Program {
  readonly promises: number;
  readonly main: Block;
}

export interface Observation {
  /** What the file does not export, or what `run` threw of its own; in words. */
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
/** How far apart two timers must be due, in the real loop, for their order to be no chance. */
const APART_MS = 2;
const MOST_ATTEMPTS = 40;

/** What a program throws. */
class Failure extends Error {}

const real = {
  queueMicrotask: globalThis.queueMicrotask.bind(globalThis),
  setTimeout: globalThis.setTimeout.bind(globalThis),
  clearTimeout: globalThis.clearTimeout.bind(globalThis),
  now: performance.now.bind(performance),
};

/** While a program runs on the real loop: what becomes of an error that nobody caught. */
let takeUncaught: ((error: unknown) => void) | null = null;

// Before anybody else listens: an error of a program is a line of its output, and not the end of the process.
addEventListener("error", (event) => {
  if (takeUncaught === null) return;
  event.preventDefault();
  takeUncaught(event.error);
});

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

// ---- the learner's loop ---------------------------------------------------------------------------------------------

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

// ---- the real loop --------------------------------------------------------------------------------------------------

interface RealRun {
  readonly lines: readonly string[];
  /** Whether the machine kept the timers as far apart as the program wants them. */
  readonly isInOrder: boolean;
}

async function onReal(program: (world: World) => void): Promise<RealRun> {
  const lines: string[] = [];
  /** When each timer was due by the program's own count, which takes no time for anything else, and by the clock. */
  const dues: { readonly wantedMs: number; readonly realMs: number }[] = [];
  const running = new Set<number>();
  let wantedNowMs = 0;
  const { promise: over, resolve: finish } = Promise.withResolvers<void>();
  const print = (text: string) => void lines.push(text);
  const world: World = {
    print,
    queueMicrotask: real.queueMicrotask,
    setTimeout(task, delayMs) {
      const wantedMs = wantedNowMs + delayMs;
      dues.push({ wantedMs, realMs: real.now() + delayMs });
      // A number, whichever of the host's types of timers is in reach.
      const timer = Number(real.setTimeout(() => {
        wantedNowMs = wantedMs;
        running.delete(timer);
        endWhenIdle();
        task();
      }, delayMs));
      running.add(timer);
      return timer;
    },
    clearTimeout(timer) {
      running.delete(timer);
      real.clearTimeout(timer);
    },
    defer: quietPromise,
  };

  /** Looks again when the jobs of this task have run. */
  function endWhenIdle(): void {
    real.setTimeout(() => running.size === 0 && finish(), 0);
  }

  takeUncaught = (error) => print(`uncaught: ${textOf(error)}`);
  real.setTimeout(() => {
    endWhenIdle();
    program(world);
  }, 0);
  await over;
  takeUncaught = null;
  const isInOrder = dues.every((one) =>
    dues.every((other) => one.wantedMs >= other.wantedMs || one.realMs + APART_MS < other.realMs)
  );
  return { lines, isInOrder };
}

/** A promise of the runtime's; of each in a chain somebody takes the rejection, in a job that does nothing. */
function quietPromise(): ReturnType<World["defer"]> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  function quiet(promise: Promise<unknown>): Deferred {
    promise.catch(() => {});
    return {
      promise,
      resolve: (value: unknown) => resolve(nativeOf(value)),
      reject,
      then: (onFulfilled?: ((value: unknown) => unknown) | null, onRejected?: ((value: unknown) => unknown) | null) =>
        quiet(promise.then(
          onFulfilled && ((value) => nativeOf(onFulfilled(value))),
          onRejected && ((reason) => nativeOf(onRejected(reason))),
        )),
    } as unknown as Deferred;
  }
  return quiet(promise);
}

/** What `defer` gave stands for its promise. */
function nativeOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "promise" in value ? value.promise : value;
}

// ---- programs -------------------------------------------------------------------------------------------------------

/** Performs a program with what a world offers. */
function perform({ promises, main }: Program, world: World): void {
  const deferred = Array.from({ length: promises }, () => world.defer());
  const timers = new Map<number, number>();
  const valueOf = (value: Value) => typeof value === "number" ? deferred[value] : value;

  function run(block: Block): void {
    for (const step of block) {
      switch (step.call) {
        case "print":
          world.print(step.text);
          break;
        case "throw":
          throw new Failure(step.text);
        case "queueMicrotask":
          world.queueMicrotask(() => run(step.body));
          break;
        case "setTimeout":
          timers.set(step.timer, world.setTimeout(() => run(step.body), step.ms));
          break;
        case "clearTimeout":
          world.clearTimeout(timers.get(step.timer)!);
          break;
        case "resolve":
          deferred[step.promise]!.resolve(valueOf(step.value));
          break;
        case "reject":
          deferred[step.promise]!.reject(new Failure(String(step.value)));
          break;
        case "then": {
          let promise: Pick<Deferred, "then"> = deferred[step.promise]!;
          for (const { fulfilled, rejected } of step.links) {
            promise = promise.then(fulfilled && react(fulfilled), rejected && react(rejected));
          }
        }
      }
    }
  }

  function react({ text, body, returns }: Reaction): (value: unknown) => unknown {
    return (value) => {
      world.print(`${text} (${textOf(value)})`);
      run(body);
      return valueOf(returns);
    };
  }

  run(main);
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return value instanceof Error ? value.message : `a ${typeof value}`;
}

/** The program as source text. */
export function listing({ promises, main }: Program): string {
  const names = Array.from({ length: promises }, (_, promise) => `p${promise} = defer()`);
  return `${promises === 0 ? "" : `const ${names.join(", ")};\n`}${source(main, "")}`;
}

function source(block: Block, indent: string): string {
  const inner = `${indent}  `;
  const shown = (value: Value) => typeof value === "number" ? `p${value}` : JSON.stringify(value);
  const reaction = (handler: Reaction | null, name: string) =>
    handler === null
      ? "null"
      : `(${name}) => {\n${inner}print(\`${handler.text} (\${${name}})\`);\n${
        handler.body.length === 0 ? "" : `${source(handler.body, inner)}\n`
      }${inner}return ${shown(handler.returns)};\n${indent}}`;
  return block.map((step) => {
    switch (step.call) {
      case "print":
        return `${indent}print(${JSON.stringify(step.text)});`;
      case "throw":
        return `${indent}throw new Error(${JSON.stringify(step.text)});`;
      case "queueMicrotask":
        return `${indent}queueMicrotask(() => {\n${source(step.body, inner)}\n${indent}});`;
      case "setTimeout":
        return `${indent}const t${step.timer} = setTimeout(() => {\n${
          source(step.body, inner)
        }\n${indent}}, ${step.ms});`;
      case "clearTimeout":
        return `${indent}clearTimeout(t${step.timer});`;
      case "resolve":
        return `${indent}p${step.promise}.resolve(${shown(step.value)});`;
      case "reject":
        return `${indent}p${step.promise}.reject(new Error(${shown(step.value)}));`;
      case "then":
        return `${indent}p${step.promise}${
          step.links.map(({ fulfilled, rejected }) =>
            `.then(${reaction(fulfilled, "value")}${rejected === null ? "" : `, ${reaction(rejected, "reason")}`})`
          ).join("")
        };`;
    }
  }).join("\n");
}
