/**
 * A small language with suspensions, as a parser hands it to a compiler: a tree, and nothing of the text it was read from.
 *
 *     async function bill(parcels) {              { name: "bill", parameters: ["parcels"], body: [
 *       total = 0;                                  { kind: "assign", target: "total", value: … },
 *       while (parcels > 0) {                       { kind: "while", test: …, body: [
 *         total = total + await weigh(parcels);       …
 *
 * What it leaves out. All values are numbers, and `<` and `===` give 1 or 0; 0 is false, the rest is true. Names belong to the
 * whole function. There is one function, no `finally`, and nothing outside that it could change: what it does to the world,
 * it does by what it awaits. So the only thing that can go wrong in an expression is an await.
 *
 * How the real ones differ. A syntax tree keeps the place of each node, for messages and debuggers, and is checked for names
 * and types before anything is taken apart.
 *
 * @module
 */

/** One async function. */
export interface Program {
  /** What it is called. */
  readonly name: string;
  /** Variables that have a value at the beginning. */
  readonly parameters: readonly string[];
  /** Who comes to its end returns 0. */
  readonly body: readonly Statement[];
}

/** What stands in a body. */
export type Statement =
  | { readonly kind: "assign"; readonly target: string; readonly value: Expression }
  | {
    readonly kind: "if";
    readonly test: Expression;
    readonly then: readonly Statement[];
    readonly otherwise: readonly Statement[];
  }
  /** The test is asked before each turn. */
  | { readonly kind: "while"; readonly test: Expression; readonly body: readonly Statement[] }
  /** Leaves the innermost loop around it. */
  | { readonly kind: "break" }
  | { readonly kind: "return"; readonly value: Expression }
  | { readonly kind: "throw"; readonly value: Expression }
  /** An error that reaches the body's edge goes into the variable `caught`, and the handler runs. */
  | {
    readonly kind: "try";
    readonly body: readonly Statement[];
    readonly caught: string;
    readonly handler: readonly Statement[];
  };

/** What has a value, and may suspend on its way there. */
export type Expression = Operand | Operation<Expression> | And<Expression> | Await;

/** An expression without a suspension in it. */
export type Plain = Operand | Operation<Plain> | And<Plain>;

/** What has its value already. */
export type Operand =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "variable"; readonly name: string };

/** The left side is computed before the right one. */
export interface Operation<Inner> {
  /** Which kind of expression. */
  readonly kind: "operation";
  /** What is done with the two. */
  readonly operator: "+" | "-" | "<" | "===";
  /** Computed first. */
  readonly left: Inner;
  /** Computed second. */
  readonly right: Inner;
}

/** `left && right`: when the left side is 0 it is the value, and the right side is not computed. */
export interface And<Inner> {
  /** Which kind of expression. */
  readonly kind: "and";
  /** Computed first. */
  readonly left: Inner;
  /** Computed when the left side is not 0. */
  readonly right: Inner;
}

/** `await call(argument)`: asks, and is suspended until an answer or an error comes. */
export interface Await {
  /** Which kind of expression. */
  readonly kind: "await";
  /** Who is asked. */
  readonly call: string;
  /** With what; it may suspend too. */
  readonly argument: Expression;
}

/** What a suspended function asked for. */
export interface Question {
  /** Who is asked. */
  readonly call: string;
  /** With what. */
  readonly argument: number;
}
