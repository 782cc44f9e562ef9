/** Cases through the learner's analysis. What it returned goes out as it is; it is also tried out here, for the trace. */
import { type Case, switchText } from "@interleave/resume_switch";
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import { inWords, play, type Run } from "./drive_play.ts";

/** A coroutine's cases, and how it is run. */
export interface Trial {
  readonly name: string;
  readonly cases: readonly Case[];
  readonly runs: readonly Run[];
}

export interface Input {
  readonly trials: readonly Trial[];
}

export interface Observation {
  readonly exported: boolean;
  /** For each coroutine what the analysis returned, a stranger's data; `null` where JSON has nothing for it. */
  readonly kept: readonly Json[];
}

interface Learner {
  readonly keptAt?: (cases: readonly Case[]) => unknown;
}

const NS_PER_STEP = 1_000_000;

const write = JSON.stringify;
const read: (text: string) => Json = JSON.parse;

/** One call of the analysis for each coroutine. What it throws is the learner's to see. */
export function drive(learner: Learner, input: Input, tools: DriveTools): Json {
  const { keptAt } = learner;
  if (typeof keptAt !== "function") return { exported: false, kept: [] };
  let steps = 0;
  let task = 0;
  tools.traceOn({ nowNs: () => steps * NS_PER_STEP });
  const kept: Json[] = [];
  for (const [index, { name, cases, runs }] of input.trials.entries()) {
    const made = asJson(keptAt(read(write(cases)) as unknown as readonly Case[]));
    kept[index] = made;
    if (!isKept(made, cases.length)) continue;
    for (const run of runs) {
      tools.record({ kind: "task-spawned", task: ++task, name });
      for (const outcome of play(cases, run, { saves: (suspended) => made[suspended]! })) {
        tools.record({ kind: "task-started", task });
        tools.record({ kind: "printed", text: inWords(outcome) });
        steps += 1;
        if (outcome.kind === "asks") {
          tools.record({ kind: "task-blocked", task, on: { kind: "call", name: outcome.call } });
        } else tools.record({ kind: "task-finished", task });
      }
    }
  }
  return { exported: true, kept } satisfies Observation as unknown as Json;
}

/** Whether it is a list of names for each case. */
export function isKept(made: unknown, count: number): made is readonly (readonly string[])[] {
  if (!Array.isArray(made) || made.length !== count) return false;
  return made.every((names) => Array.isArray(names) && names.every((name) => typeof name === "string"));
}

const NUMBER = (value: number) => ({ kind: "number", value }) as const;
const NAME = (name: string) => ({ kind: "variable", name }) as const;

/** `bill`, as the compiler of the lab before leaves it, with an insurance that is only read at the end. */
const BILL: readonly Case[] = [
  { steps: [{ target: "total", value: NUMBER(0) }], ending: { kind: "goto", to: 1 }, onError: null },
  {
    steps: [],
    ending: {
      kind: "branch",
      test: { kind: "operation", operator: "<", left: NUMBER(0), right: NAME("parcels") },
      yes: 2,
      no: 4,
    },
    onError: null,
  },
  {
    steps: [],
    ending: { kind: "await", call: "weigh", argument: NAME("parcels"), answer: "grams", to: 3 },
    onError: null,
  },
  {
    steps: [
      { target: "total", value: { kind: "operation", operator: "+", left: NAME("total"), right: NAME("grams") } },
      { target: "parcels", value: { kind: "operation", operator: "-", left: NAME("parcels"), right: NUMBER(1) } },
    ],
    ending: { kind: "goto", to: 1 },
    onError: null,
  },
  {
    steps: [],
    ending: { kind: "await", call: "price", argument: NAME("total"), answer: "price", to: 5 },
    onError: null,
  },
  {
    steps: [],
    ending: {
      kind: "return",
      value: { kind: "operation", operator: "+", left: NAME("price"), right: NAME("insurance") },
    },
    onError: null,
  },
];

const BILL_RUN: Run = {
  values: { parcels: 2, insurance: 5 },
  signals: [300, 450, 12].map((value) => ({ kind: "answer", value })),
};

/** The cases, what is kept at each await, and a run with what was kept and nothing else. */
export function example(learner: Learner, tools: DriveTools): void {
  const { keptAt } = learner;
  if (typeof keptAt !== "function") throw new TypeError("export a function keptAt: the starter shows it");
  console.log(`${switchText(BILL)}\n`);
  const kept = keptAt(BILL);
  if (!isKept(kept, BILL.length)) throw new TypeError(`return ${BILL.length} lists of names, one for each case`);
  for (const [id, { ending }] of BILL.entries()) {
    if (ending.kind === "await") console.log(`case ${id} keeps ${kept[id]!.join(", ") || "nothing"}`);
  }
  tools.record({ kind: "task-spawned", task: 1, name: "bill" });
  const frames: string[] = [];
  const outcomes = play(BILL, BILL_RUN, { saves: (id) => kept[id]!, onFrame: (frame) => frames.push(frame) });
  console.log("\nbill, of 2 parcels, insured for 5:");
  for (const [step, outcome] of outcomes.entries()) {
    const signal = BILL_RUN.signals[step - 1];
    console.log(
      `${signal === undefined ? "" : `  answered ${signal.value}, it `}${inWords(outcome)}`.replace(
        /^asks/,
        "  it asks",
      ),
    );
    if (frames[step] !== undefined) console.log(`    the frame: ${frames[step]}`);
  }
}

function asJson(value: unknown): Json {
  const text = write(value);
  return text === undefined ? null : read(text);
}
