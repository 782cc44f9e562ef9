/**
 * Runs a resume switch. `#cases` is the code, shared by all coroutines that were made of it; `frame` is the coroutine.
 *
 * What it leaves out. A case is looked up and its steps are walked, where real ones are machine code: it is the frame that is
 * to be seen here, not the speed.
 */
import type { Plain } from "./program.ts";
import type { Case, Outcome, Signal } from "./resume_switch.ts";

/** All that is left of a coroutine while it is suspended. */
export interface Frame {
  /** The case at which it goes on; `null` when it has ended. */
  readonly resumeId: number | null;
  /** Variables that have a value. */
  readonly variables: ReadonlyMap<string, number>;
}

/** What to run. */
export interface SwitchedOptions {
  /** As `checkSwitch` lets them pass. */
  readonly cases: readonly Case[];
  /** Values of the parameters. */
  readonly variables: ReadonlyMap<string, number>;
  /**
   * Names of the variables that are kept when the case with that number suspends; the others are gone when it goes on. Left
   * out, all are kept.
   */
  readonly saves?: (suspended: number) => readonly string[];
}

/** More cases in one resume than any program here needs: it goes round and never suspends. */
const MOST_CASES = 10_000;

/** A coroutine that consists of cases. */
export class Switched {
  readonly #cases: readonly Case[];
  readonly #saves: ((suspended: number) => readonly string[]) | undefined;
  #frame: Frame;
  #answer: string | null = null;

  /** Nothing runs before the first `resume`. */
  constructor({ cases, variables, saves }: SwitchedOptions) {
    this.#cases = cases;
    this.#saves = saves;
    this.#frame = { resumeId: 0, variables };
  }

  /** What it consists of now. */
  get frame(): Frame {
    return this.#frame;
  }

  /**
   * Goes on until it suspends or ends; the first time `signal` is `null`. Throws `ReferenceError` when a variable without a
   * value is read, `RangeError` when it never comes to a suspension or has ended before.
   */
  resume(signal: Signal | null): Outcome {
    const { resumeId } = this.#frame;
    if (resumeId === null) throw new RangeError("the coroutine has ended: there is nothing to resume");
    const variables = new Map(this.#frame.variables);
    if (signal?.kind === "answer" && this.#answer !== null) variables.set(this.#answer, signal.value);
    let thrown = signal?.kind === "error" ? signal.value : null;
    let at = resumeId;
    for (let count = 0; count < MOST_CASES; count++) {
      const { steps, ending, onError } = this.#cases[at]!;
      const value = (plain: Plain) => valueOf(plain, variables, at);
      if (thrown === null) {
        for (const step of steps) variables.set(step.target, value(step.value));
        switch (ending.kind) {
          case "goto":
            at = ending.to;
            continue;
          case "branch":
            at = value(ending.test) === 0 ? ending.no : ending.yes;
            continue;
          case "await": {
            const { call, to, answer } = ending;
            const argument = value(ending.argument);
            this.#answer = answer;
            this.#frame = { resumeId: to, variables: this.#kept(variables, at) };
            return { kind: "asks", call, argument };
          }
          case "return":
            this.#frame = { resumeId: null, variables: new Map() };
            return { kind: "returns", value: value(ending.value) };
          case "throw":
            thrown = value(ending.value);
        }
      }
      if (onError === null) {
        this.#frame = { resumeId: null, variables: new Map() };
        return { kind: "throws", value: thrown };
      }
      variables.set(onError.into, thrown);
      thrown = null;
      at = onError.to;
    }
    throw new RangeError(`it went through ${MOST_CASES} cases, the last of them case ${at}, and did not suspend`);
  }

  #kept(variables: ReadonlyMap<string, number>, suspended: number): ReadonlyMap<string, number> {
    if (this.#saves === undefined) return variables;
    const saved = new Set(this.#saves(suspended));
    return new Map([...variables].filter(([name]) => saved.has(name)));
  }
}

function valueOf(plain: Plain, variables: ReadonlyMap<string, number>, at: number): number {
  switch (plain.kind) {
    case "number":
      return plain.value;
    case "variable": {
      const value = variables.get(plain.name);
      if (value === undefined) throw new ReferenceError(`case ${at} reads ${plain.name}, which has no value there`);
      return value;
    }
    case "and": {
      const left = valueOf(plain.left, variables, at);
      return left === 0 ? left : valueOf(plain.right, variables, at);
    }
    case "operation": {
      const left = valueOf(plain.left, variables, at);
      const right = valueOf(plain.right, variables, at);
      return operate(plain.operator, left, right);
    }
  }
}

/** What an operator does with two numbers. */
export function operate(operator: "+" | "-" | "<" | "===", left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "<":
      return Number(left < right);
    case "===":
      return Number(left === right);
  }
}
