/**
 * Runs a program as it stands, by a generator: V8 keeps the place and the variables, on a frame that nobody else sees. What a
 * compiled program does is right when it does the same.
 */
import type { Expression, Program, Question, Statement } from "./program.ts";
import { operate } from "./switched.ts";

/** A number that was thrown, by the program or into it. */
export class Thrown extends Error {
  /** The class's name, as reports print it. */
  override readonly name = "Thrown";
  /** What was thrown. */
  readonly code: number;

  /** `code`: what was thrown. */
  constructor(code: number) {
    super(`${code} was thrown`);
    this.code = code;
  }
}

type Variables = Map<string, number>;
/** How a body was left: at its end, by `break`, or by a `return` with its value. */
type Left = "at its end" | "break" | { readonly returned: number };

/** Yields what the program asks and is sent the answers; errors are thrown into it as `Thrown`. */
export function* interpret(
  program: Program,
  values: readonly number[],
): Generator<Question, number, number> {
  const variables: Variables = new Map(program.parameters.map((name, index) => [name, values[index] ?? 0]));
  const left = yield* runAll(program.body, variables);
  return typeof left === "object" ? left.returned : 0;
}

function* runAll(statements: readonly Statement[], variables: Variables): Generator<Question, Left, number> {
  for (const statement of statements) {
    const left = yield* run(statement, variables);
    if (left !== "at its end") return left;
  }
  return "at its end";
}

function* run(statement: Statement, variables: Variables): Generator<Question, Left, number> {
  switch (statement.kind) {
    case "assign":
      variables.set(statement.target, yield* evaluate(statement.value, variables));
      return "at its end";
    case "if": {
      const test = yield* evaluate(statement.test, variables);
      return yield* runAll(test === 0 ? statement.otherwise : statement.then, variables);
    }
    case "while":
      while ((yield* evaluate(statement.test, variables)) !== 0) {
        const left = yield* runAll(statement.body, variables);
        if (left === "break") break;
        if (left !== "at its end") return left;
      }
      return "at its end";
    case "break":
      return "break";
    case "return":
      return { returned: yield* evaluate(statement.value, variables) };
    case "throw":
      throw new Thrown(yield* evaluate(statement.value, variables));
    case "try":
      try {
        return yield* runAll(statement.body, variables);
      } catch (error) {
        if (!(error instanceof Thrown)) throw error;
        variables.set(statement.caught, error.code);
      }
      return yield* runAll(statement.handler, variables);
  }
}

function* evaluate(expression: Expression, variables: Variables): Generator<Question, number, number> {
  switch (expression.kind) {
    case "number":
      return expression.value;
    case "variable": {
      const value = variables.get(expression.name);
      if (value === undefined) throw new ReferenceError(`${expression.name} has no value where it is read`);
      return value;
    }
    case "operation": {
      const left = yield* evaluate(expression.left, variables);
      return operate(expression.operator, left, yield* evaluate(expression.right, variables));
    }
    case "and": {
      const left = yield* evaluate(expression.left, variables);
      return left === 0 ? left : yield* evaluate(expression.right, variables);
    }
    case "await":
      return yield { call: expression.call, argument: yield* evaluate(expression.argument, variables) };
  }
}
