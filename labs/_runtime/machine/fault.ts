/**
 * What the machine does when a program asks for the impossible: it stops, and says what, where and why.
 *
 * A real CPU raises an exception, the kernel turns it into a signal (SIGSEGV, SIGFPE), and the process dies of it unless it
 * has a handler. Nobody can handle a fault here: a run ends with it.
 */

/**
 * `bad-address`: a load or store where nothing is mapped. `stack-overflow` and `stack-underflow`: the same, just below or just
 * above a stack. `wild-jump`: there is no instruction where `pc` went. `divide-by-zero`: `div` or `rem` by 0.
 */
export type FaultKind = "bad-address" | "stack-overflow" | "stack-underflow" | "wild-jump" | "divide-by-zero";

/** A fault as a report shows it. */
export interface Fault {
  /** What sort of thing went wrong. */
  readonly kind: FaultKind;
  /** The same in a sentence, with line and column. */
  readonly message: string;
  /** Address of the instruction that faulted; of a wild jump, where it went. */
  readonly pc: number;
  /** Line of the source, from 1; of a wild jump, the line of the jump. */
  readonly line: number;
  /** Column of the line, from 1. */
  readonly column: number;
}

/** How memory and arithmetic tell the machine of a fault; the machine catches it and adds the place. */
export class FaultSignal extends Error {
  /** What sort of thing went wrong. */
  readonly kind: FaultKind;

  /** `problem` names the operation and the value. */
  constructor(kind: FaultKind, problem: string) {
    super(problem);
    this.kind = kind;
  }
}
