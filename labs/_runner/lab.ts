/**
 * What a lab is made of. Types only.
 *
 * `task.md` says what to do, `starter.ts` is where the learner begins, `drive.ts` calls the learner's module inside the
 * sandbox and reports what it saw, `judge.ts` draws inputs and judges the reports outside it.
 */
import type { Kernel } from "../_runtime/kernel/kernel.ts";
import type { Trace, UnstampedEvent } from "../_runtime/trace/mod.ts";
import type { Json, RunLimits } from "./protocol.ts";

/** What executes the learner's code: shown in the panel with the clock that runs. */
export type LabKind = "deno" | "scheduler" | "kernel" | "machine";

/** The front matter of `task.md`. */
export interface TaskHeader {
  readonly title: string;
  /** Slug of the chapter that the lab belongs to. */
  readonly chapter: string;
  readonly kind: LabKind;
  readonly minutes: number;
  readonly points: number;
  /** Staged: each step gives away more than the one before. Inline Markdown. */
  readonly hints: readonly string[];
  /** The test that the untouched starter fails, by its exact name. */
  readonly starterFails: string;
  /** The learner's module is compiled with safe points: its functions can be preempted. */
  readonly safePoints?: true;
  /** The learner's file is AssemblyScript, compiled to WebAssembly: the drive gets an `AssemblyScriptLearner`. */
  readonly assemblyScript?: true;
  /** The learner's file runs on the real Linux kernel too, where there is one: `DriveTools.realKernel`. */
  readonly realKernel?: true;
  readonly limits?: Partial<RunLimits>;
}

/** A lab as the catalog holds it: front matter, task text and the files' contents or addresses. */
export interface Lab extends TaskHeader {
  /** Folder name; permanent, since progress is stored under it. */
  readonly id: string;
  /** The body of `task.md`: Markdown. */
  readonly task: string;
  /** Line of `task.md` on which the body begins, for messages. */
  readonly taskLine: number;
  readonly starter: string;
  readonly solution: string;
  /** Absolute `file:` addresses. */
  readonly folder: URL;
  readonly driveUrl: URL;
  readonly judgeUrl: URL;
}

/** A wrong answer, as `deno task prove` reads it from the head of `wrong/<mistake>.ts`. */
export interface WrongAnswer {
  /** File name without `.ts`: the mistake's name. */
  readonly mistake: string;
  readonly code: string;
  /** From `// fails: <test name>`. */
  readonly failsTest: string;
  /** From `// says: <words>`: must appear in that test's message or hint. */
  readonly says: string;
}

// ---- inside the sandbox: drive.ts -----------------------------------------------------------------------------------

/** What a drive gets besides the learner's module and the input. */
export interface DriveTools {
  /** Appends to this call's trace; the recorder stamps `atNs` and caps the list. */
  record(event: UnstampedEvent): void;
  /**
   * Lets everything that can run without outside help run: returns when the event loop has gone round a few times with
   * nothing left but what the drive itself holds back. Not a sleep: no result may depend on how long it took.
   */
  settle(): Promise<void>;
  /** Starts the call's trace anew, on a model's clock: events are stamped with its nanoseconds from here on. */
  traceOn(clock: { readonly nowNs: () => number }): void;
  /**
   * The real Linux kernel, with nothing open; or, in a sentence, why the lab runs on the model only. The first call prints
   * which it is. A call that would wait for ever throws `WaitsForEver` after a few seconds, as it does at once in the model.
   */
  realKernel(): Kernel | string;
  /** Address of the learner's module: a Worker can import it again, as an instance of its own. */
  readonly learnerUrl: string;
}

/** What a drive gets in the place of a module's exports in a lab with `assemblyScript: true`: it instantiates it itself. */
export interface AssemblyScriptLearner {
  /**
   * The compiled module. `declare function scan(depot: i32): i32` in the file is its import `lab.scan`; what the file
   * exports, and `memory`, it exports.
   */
  readonly wasm: Uint8Array<ArrayBuffer>;
  /** Its imports of the name `env`, by which it prints and gives up. `memory` is asked when they are called. */
  env(memory: () => WebAssembly.Memory): WebAssembly.ModuleImports;
}

/**
 * The exports of `drive.ts`. `learner` is the learner's module namespace: anything may be missing or of the wrong type.
 * In a lab in AssemblyScript it is an `AssemblyScriptLearner`.
 * What `drive` returns must survive JSON. An error that the learner's code throws may be left to fly: the harness reports it.
 */
export interface Drive {
  /** Called once for each input that the judge drew; returns the observation. */
  drive(learner: Record<string, unknown>, input: never, tools: DriveTools): Json | Promise<Json>;
  /** `run` mode: the example that the task shows, printing with `console.log`. */
  example(learner: Record<string, unknown>, tools: DriveTools): void | Promise<void>;
  /** What the real runtime does with an input, run in a sandbox of its own that holds no learner code. */
  reference?(input: never, tools: DriveTools): Json | Promise<Json>;
}

// ---- outside the sandbox: judge.ts ----------------------------------------------------------------------------------

/** Random numbers from a seed: the same seed, the same inputs. */
export interface Random {
  /** An integer from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  /** One of the items. */
  pick<T>(items: readonly T[]): T;
  /** A new array with the same items in another order. */
  shuffle<T>(items: readonly T[]): T[];
}

/** What a check may look at besides the observation. */
export interface CheckContext<Input> {
  readonly input: Input;
  readonly trace: Trace;
  /** What `reference` observed for the same input; `null` unless the scenario asks for it. */
  readonly reference: Json;
}

/** One claim about one observation. */
export interface LabTest<Input, Observation> {
  /** A sentence that is true of a right answer. Unique in the lab. */
  readonly name: string;
  /** Returns when the claim holds; else throws, best with `refuse` (`judge/refuse.ts`). Observations are a stranger's data. */
  check(observation: Observation, context: CheckContext<Input>): void;
}

/** One call of the drive and the claims about what it observed. */
export interface Scenario<Input = unknown, Observation = unknown> {
  /** Draws the input; must survive JSON. */
  input(random: Random): Input;
  /** True when the checks need `context.reference`. */
  readonly needsReference?: boolean;
  readonly tests: readonly LabTest<Input, Observation>[];
}

/** The export `judge` of `judge.ts`. */
export interface Judge {
  readonly scenarios: readonly Scenario[];
}
