/**
 * What a stackless compiler makes: a list of cases. A case runs from its first step to its ending, and the ending says which
 * case comes next, or suspends. Between two resumes nothing is left but the frame: a resume id, and variables.
 *
 *     resume(signal) {                       [
 *       switch (this.resumeId) {               { steps: [{ target: "total", value: … }], ending: { kind: "goto", to: 1 }, … },
 *         case 0: total = 0; …                 { steps: [], ending: { kind: "branch", test: …, yes: 2, no: 4 }, … },
 *         case 1: if (parcels > 0) …           …
 *
 * What it leaves out. There is no `finally`, so that a coroutine cannot be told to return from outside.
 *
 * How the real ones differ. They print the cases as code, and the `switch` of the machine finds the one to go on with; a
 * compiler lets cases that follow each other fall through, and gives ids only to those that can be resumed.
 */
import type { Plain, Question } from "./program.ts";

/** A run of steps. Its number is its place in the list; a coroutine begins at 0. */
export interface Case {
  /** One after the other. */
  readonly steps: readonly Step[];
  /** What comes then. */
  readonly ending: Ending;
  /** Who takes an error that is thrown in this case; without one the coroutine ends with it. */
  readonly onError: ErrorWay | null;
}

/** Gives a variable a value. */
export interface Step {
  /** The variable. */
  readonly target: string;
  /** Its value. */
  readonly value: Plain;
}

/** Where an error goes. */
export interface ErrorWay {
  /** The variable that takes it. */
  readonly into: string;
  /** The case that goes on. */
  readonly to: number;
}

/** How a case ends. */
export type Ending =
  | { readonly kind: "goto"; readonly to: number }
  | { readonly kind: "branch"; readonly test: Plain; readonly yes: number; readonly no: number }
  /**
   * Suspends, with `to` as the resume id. An answer goes into the variable `answer`; an error is thrown at the beginning of
   * `to`, so that it is that case's `onError` which takes it.
   */
  | {
    readonly kind: "await";
    readonly call: string;
    readonly argument: Plain;
    readonly answer: string;
    readonly to: number;
  }
  | { readonly kind: "return"; readonly value: Plain }
  | { readonly kind: "throw"; readonly value: Plain };

/** What a suspended coroutine is resumed with. */
export type Signal =
  | { readonly kind: "answer"; readonly value: number }
  | { readonly kind: "error"; readonly value: number };

/** What came of a resume. */
export type Outcome =
  | { readonly kind: "asks" } & Question
  | { readonly kind: "returns"; readonly value: number }
  | { readonly kind: "throws"; readonly value: number };
