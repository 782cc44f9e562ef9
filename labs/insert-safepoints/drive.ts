/** Hands the learner's pass a program and reports what it returned, and what became of the program that it was given. */
import type { DriveTools } from "../_runner/lab.ts";
import type { Json } from "../_runner/protocol.ts";
import type { Body, Program, Statement } from "./starter.ts";

export interface Input {
  readonly program: Program;
}

export interface Observation {
  readonly exported: boolean;
  /** What the pass returned, a stranger's data; `null` when it cannot be written as JSON. */
  readonly compiled: Json;
  /** The program that was handed in, afterwards. */
  readonly given: Json;
}

interface Learner {
  readonly insertSafePoints?: (program: Program) => unknown;
}

/** One call of the pass. What it throws is the learner's to see. */
export function drive(learner: Learner, input: Input): Json {
  if (typeof learner.insertSafePoints !== "function") return { exported: false, compiled: null, given: null };
  const { program } = JSON.parse(JSON.stringify(input)) as Input;
  const compiled = learner.insertSafePoints(program);
  return { exported: true, compiled: plain(compiled), given: plain(program) } satisfies Observation;
}

/** Prints a program before and after. */
export function example(learner: Learner, _tools: DriveTools): void {
  const program: Program = [
    { name: "weigh", body: [{ kind: "work", text: "sum += parcel.weight" }] },
    {
      name: "nightRun",
      body: [{
        kind: "loop",
        test: "depot = next(depots)",
        body: [
          { kind: "if", test: "depot.closed", body: { kind: "continue" } },
          { kind: "loop", test: "parcel = next(depot)", body: { kind: "call", callee: "weigh" } },
        ],
      }],
    },
  ];
  console.log(`before:\n${shown(program)}`);
  console.log(`after:\n${shown(learner.insertSafePoints?.(program) as Program ?? [])}`);
}

function shown(program: Program): string {
  return program.map(({ name, body }) => `function ${name}() ${shownBody(body, "")}`).join("\n") + "\n";
}

function shownBody(body: Body, indent: string): string {
  if ("kind" in body) return `\n${shownStatement(body, `${indent}  `)}`;
  return `{\n${body.map((statement) => `${shownStatement(statement, `${indent}  `)}\n`).join("")}${indent}}`;
}

function shownStatement(statement: Statement, indent: string): string {
  switch (statement.kind) {
    case "work":
      return `${indent}${statement.text};`;
    case "call":
      return `${indent}${statement.callee}();`;
    case "if":
    case "loop":
      return `${indent}${statement.kind === "if" ? "if" : "while"} (${statement.test}) ${
        shownBody(statement.body, indent)
      }`;
    default:
      return `${indent}${statement.kind};`;
  }
}

function plain(value: unknown): Json {
  return value === undefined ? null : JSON.parse(JSON.stringify(value)) as Json;
}
