/** Programs through the learner's compiler. What it made goes out as it is; it is also run here, for the trace. */
import { type Case, checkSwitch, type Program, programText, switchText } from "@interleave/resume_switch";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import { inWords, playCases, playProgram, type Run, signalInWords } from "./drive_play.ts";

/** A program, and how it is run once it is compiled. */
export interface Trial {
  readonly program: Program;
  readonly runs: readonly Run[];
}

export interface Input {
  readonly trials: readonly Trial[];
}

export interface Observation {
  readonly exported: boolean;
  /** For each program what the compiler returned, a stranger's data; `null` where JSON has nothing for it. */
  readonly compiled: readonly Json[];
}

interface Learner {
  readonly compile?: (program: Program) => unknown;
}

const NS_PER_STEP = 1_000_000;

const write = JSON.stringify;
const read: (text: string) => Json = JSON.parse;

/** One call of the compiler for each program. What it throws is the learner's to see. */
export function drive(learner: Learner, input: Input, tools: DriveTools): Json {
  const { compile } = learner;
  if (typeof compile !== "function") return { exported: false, compiled: [] };
  let steps = 0;
  let task = 0;
  tools.traceOn({ nowNs: () => steps * NS_PER_STEP });
  const compiled: Json[] = [];
  for (const [index, { program, runs }] of input.trials.entries()) {
    const made = asJson(compile(read(write(program)) as unknown as Program));
    compiled[index] = made;
    const cases = casesIn(made);
    if (cases === null) continue;
    for (const run of runs) {
      tools.record({ kind: "task-spawned", task: ++task, name: `${program.name}(${run.values.join(", ")})` });
      for (const outcome of playCases(cases, program, run)) {
        tools.record({ kind: "task-started", task });
        tools.record({ kind: "printed", text: inWords(outcome) });
        steps += 1;
        if (outcome.kind === "asks") {
          tools.record({ kind: "task-blocked", task, on: { kind: "call", name: outcome.call } });
        } else tools.record({ kind: "task-finished", task });
      }
    }
  }
  return { exported: true, compiled } satisfies Observation as unknown as Json;
}

const PARCELS = { kind: "variable", name: "parcels" } as const;
const TOTAL = { kind: "variable", name: "total" } as const;
const ZERO = { kind: "number", value: 0 } as const;
const WEIGH = { kind: "await", call: "weigh", argument: PARCELS } as const;

/** Printed by Run: the first is one that the starter compiles. */
const EXAMPLES: readonly Program[] = [
  {
    name: "quote",
    parameters: ["parcels"],
    body: [
      { kind: "assign", target: "weight", value: WEIGH },
      {
        kind: "assign",
        target: "price",
        value: { kind: "await", call: "price", argument: { kind: "variable", name: "weight" } },
      },
      { kind: "return", value: { kind: "variable", name: "price" } },
    ],
  },
  {
    name: "bill",
    parameters: ["parcels"],
    body: [
      { kind: "assign", target: "total", value: ZERO },
      {
        kind: "while",
        test: { kind: "operation", operator: "<", left: ZERO, right: PARCELS },
        body: [
          { kind: "assign", target: "total", value: { kind: "operation", operator: "+", left: TOTAL, right: WEIGH } },
          {
            kind: "assign",
            target: "parcels",
            value: { kind: "operation", operator: "-", left: PARCELS, right: { kind: "number", value: 1 } },
          },
        ],
      },
      { kind: "return", value: { kind: "await", call: "price", argument: TOTAL } },
    ],
  },
];

const EXAMPLE_RUN: Run = { values: [2], signals: [300, 450, 12].map((value) => ({ kind: "answer", value })) };

/** Two programs, what became of them, and a run of each beside the generator's. */
export function example(learner: Learner, tools: DriveTools): void {
  const { compile } = learner;
  if (typeof compile !== "function") throw new TypeError("export a function compile: the starter shows it");
  for (const [index, program] of EXAMPLES.entries()) {
    console.log(`${programText(program)}\n`);
    const cases = checkSwitch(compile(program));
    console.log(`${switchText(cases)}\n`);
    tools.record({ kind: "task-spawned", task: index + 1, name: program.name });
    const yours = playCases(cases, program, EXAMPLE_RUN).map(inWords);
    const real = playProgram(program, EXAMPLE_RUN).map(inWords);
    for (const [step, outcome] of real.entries()) {
      const signal = EXAMPLE_RUN.signals[step - 1];
      console.log(signal === undefined ? `${program.name}(2)` : `answered ${signalInWords(signal)}`);
      console.log(`  the generator  ${outcome}`);
      console.log(`  your cases     ${yours[step] ?? "ended before"}${yours[step] === outcome ? "" : "   <-- here"}`);
    }
    console.log("");
  }
}

function casesIn(made: Json): readonly Case[] | null {
  try {
    return checkSwitch(made);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function asJson(value: unknown): Json {
  const text = write(value);
  return text === undefined ? null : read(text);
}
