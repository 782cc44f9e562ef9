/** Returns the program with safe points at loop heads and at the entries of functions that are not bounded. */
export function insertSafePoints(program: Program): Program {
  return program;
}

/** Functions that call each other by name. */
export type Program = readonly Fn[];

export interface Fn {
  readonly name: string;
  readonly body: readonly Statement[];
}

export type Statement =
  /** Operators and assignments: over in a moment. */
  | { readonly kind: "work"; readonly text: string }
  | { readonly kind: "call"; readonly callee: string }
  /** Goes on with the next turn of the loop around it. */
  | { readonly kind: "continue" }
  | { readonly kind: "if"; readonly test: string; readonly body: Body }
  | { readonly kind: "loop"; readonly test: string; readonly body: Body }
  /** Here the task may be stopped. */
  | { readonly kind: "safe point" };

/** What is inside: a list in braces, or a single statement without. */
export type Body = Statement | readonly Statement[];
