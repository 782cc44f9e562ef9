/** Runs bodies that are data, by the learner's `run` or as real async functions, and reports each line that they print. */
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import { asyncProgram, generatorProgram, PageError, textOf, words, type World } from "./drive_bodies.ts";
import type { Body } from "./starter.ts";

/** What a statement waits for, or a body returns. */
export type Value =
  /** Not a promise. */
  | { readonly kind: "plain"; readonly value: string }
  /** A promise that has settled already; with `fails`, it was rejected. */
  | { readonly kind: "settled"; readonly value: string; readonly fails?: true }
  /** A promise that the drive settles later. */
  | { readonly kind: "held"; readonly answer: string }
  /** An object with a `then` method, and no promise. */
  | { readonly kind: "thenable"; readonly value: string; readonly fails?: true }
  /** Another body, run in the same way. */
  | { readonly kind: "call"; readonly program: Program };

export type Statement =
  /** Waits and prints what came; `guarded`: in a `try`, whose `catch` and `finally` print too. */
  | { readonly do: "wait"; readonly value: Value; readonly guarded: boolean }
  /** Waits for a plain value so many times, and prints nothing. */
  | { readonly do: "loop"; readonly times: number }
  | { readonly do: "throw"; readonly text: string };

export interface Program {
  readonly name: string;
  readonly statements: readonly Statement[];
  readonly returns: Value;
}

/** Settles one answer; all that can run has run before. */
export interface Settling {
  readonly answer: string;
  readonly fails: boolean;
}

export interface Input {
  /** Started one after another, in one go. */
  readonly programs: readonly Program[];
  readonly settlings: readonly Settling[];
}

/** One printed line. `at` is the trace's length at that moment. */
export interface Line {
  readonly who: string;
  readonly text: string;
  readonly at: number;
}

export interface Observation {
  readonly exported: boolean;
  readonly lines: readonly Line[];
  /** Texts of errors that nobody had taken when the loop came by. */
  readonly unhandled: readonly string[];
}

interface Learner {
  readonly run?: unknown;
}

type Run = (body: Body<unknown>) => unknown;
type Launch = (program: Program, world: World) => unknown;

/** Far more than any right answer prints. */
const MOST_LINES = 2_000;

// What follows shares a realm with the learner's module. Methods that it could replace are taken now, or not used.
const apply = Reflect.apply;
const then = Promise.prototype.then;
const withResolvers: () => PromiseWithResolvers<string> = Promise.withResolvers.bind(Promise);
const reject: (error: Error) => Promise<never> = Promise.reject.bind(Promise);
const resolve: (value: string) => Promise<string> = Promise.resolve.bind(Promise);
const readReason = Object.getOwnPropertyDescriptor(PromiseRejectionEvent.prototype, "reason")!.get!;
let unhandled: string[] = [];
addEventListener("unhandledrejection", (event) => {
  const text = textOf(apply(readReason, event, []));
  if (text === null) return;
  event.preventDefault();
  unhandled[unhandled.length] = text;
});

/** Runs the programs by the learner's `run`. */
export async function drive({ run }: Learner, input: Input, tools: DriveTools): Promise<Json> {
  if (typeof run !== "function") return { exported: false, lines: [], unhandled: [] };
  return await observe(input, tools, launchBy(run as Run)) as unknown as Json;
}

/** Runs them as async functions. */
export async function reference(input: Input, tools: DriveTools): Promise<Json> {
  return await observe(input, tools, asyncProgram) as unknown as Json;
}

/** Two tracking pages at the same time: by the learner's `run`, and as async functions. */
export async function example({ run }: Learner, tools: DriveTools): Promise<void> {
  if (typeof run !== "function") throw new TypeError("export a function run: the starter shows it");
  const yours = await observe(PAGES, tools, launchBy(run as Run));
  const real = await observe(PAGES, { ...tools, record() {} }, asyncProgram);
  console.log(`${"by your run".padEnd(62)}as async functions`);
  for (let index = 0; index < Math.max(yours.lines.length, real.lines.length); index++) {
    const [left, right] = [shown(yours.lines[index]), shown(real.lines[index])];
    console.log(`${left.padEnd(62)}${right}${left === right ? "" : "   <-- here"}`);
  }
  for (const text of yours.unhandled) console.log(`nobody listened to the rejection "${text}"`);
}

function shown(line: Line | undefined): string {
  return line === undefined ? "" : `${line.who}: ${line.text}`;
}

const PAGES: Input = {
  programs: ["Ghent", "Lille"].map((name) => ({
    name,
    statements: [
      { do: "wait", value: { kind: "plain", value: "the customer's language" }, guarded: false },
      { do: "wait", value: { kind: "held", answer: `${name}'s scans` }, guarded: false },
      { do: "wait", value: { kind: "held", answer: `${name}'s eta` }, guarded: true },
    ],
    returns: { kind: "plain", value: "a page" },
  })),
  settlings: [
    { answer: "Lille's scans", fails: false },
    { answer: "Ghent's scans", fails: false },
    { answer: "Ghent's eta", fails: true },
    { answer: "Lille's eta", fails: false },
  ],
};

function launchBy(run: Run): Launch {
  const launch: Launch = (program, world) => run(() => generatorProgram(program, world));
  return launch;
}

async function observe(
  { programs, settlings }: Input,
  tools: Pick<DriveTools, "record" | "settle">,
  launch: Launch,
): Promise<Observation> {
  unhandled = [];
  const lines: Line[] = [];
  const answers = new Map<string, PromiseWithResolvers<string>>();
  let recorded = 0;
  for (const { answer } of settlings) {
    const held = withResolvers();
    // Whoever waits for it listens to it; one that nobody waits for is not the learner's to hear.
    apply(then, held.promise, [undefined, () => {}]);
    answers.set(answer, held);
  }
  const world: World = {
    print(who, text) {
      if (lines.length >= MOST_LINES) return;
      tools.record({ kind: "printed", text: `${who}: ${text}` });
      lines[lines.length] = { who, text, at: recorded++ };
    },
    record(event) {
      recorded++;
      tools.record(event);
    },
    valueOf: (value) => valueOf(value, { answers, launch, world }),
  };
  for (const [index, program] of programs.entries()) {
    world.record({ kind: "task-spawned", task: index + 1, name: program.name });
    begin(program, world, launch);
  }
  await tools.settle();
  for (const { answer, fails } of settlings) {
    const held = answers.get(answer)!;
    if (fails) held.reject(new PageError(`no ${answer}`));
    else held.resolve(answer);
    await tools.settle();
  }
  return { exported: true, lines, unhandled };
}

/** What the caller of the body sees. */
function begin(program: Program, world: World, launch: Launch): void {
  const caller = `caller of ${program.name}`;
  try {
    const promise = launch(program, world);
    if (!(promise instanceof Promise)) return world.print(caller, "got no promise");
    apply(then, promise, [
      (result: unknown) => world.print(caller, `hears that it resolved with ${words(result)}`),
      (error: unknown) => world.print(caller, `hears that it was rejected with ${words(error)}`),
    ]);
  } catch (error) {
    return world.print(caller, `had ${words(error)} thrown at it`);
  }
  world.print(caller, "goes on");
}

function valueOf(
  value: Value,
  { answers, launch, world }: {
    readonly answers: ReadonlyMap<string, PromiseWithResolvers<string>>;
    readonly launch: Launch;
    readonly world: World;
  },
): unknown {
  switch (value.kind) {
    case "plain":
      return value.value;
    case "settled":
      return value.fails ? reject(new PageError(value.value)) : resolve(value.value);
    case "held":
      return answers.get(value.answer)!.promise;
    case "thenable":
      return {
        then(taken: (value: string) => void, refused: (error: Error) => void) {
          if (value.fails) refused(new PageError(value.value));
          else taken(value.value);
        },
      };
    case "call":
      return launch(value.program, world);
  }
}
