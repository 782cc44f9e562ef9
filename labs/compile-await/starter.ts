import type { Case, Expression, Plain, Program, Step } from "@interleave/resume_switch";

/**
 * From a program to its cases. So far it takes what runs from top to bottom:
 * assignments, whose value may be one `await`, and a `return`. All else is yours.
 */
export function compile(program: Program): readonly Case[] {
  const cases: Case[] = [];
  let steps: Step[] = [];
  for (const statement of program.body) {
    if (statement.kind === "return") {
      cases.push({ steps, ending: { kind: "return", value: plain(statement.value) }, onError: null });
      return cases;
    }
    if (statement.kind !== "assign") {
      throw new TypeError(`a statement of the kind ${statement.kind} is not compiled yet`);
    }
    const { target, value } = statement;
    if (value.kind !== "await") {
      steps.push({ target, value: plain(value) });
      continue;
    }
    // What came before runs up to here. The answer is the new value, and the next case goes on with it.
    const asks = { kind: "await", call: value.call, argument: plain(value.argument) } as const;
    cases.push({ steps, ending: { ...asks, answer: target, to: cases.length + 1 }, onError: null });
    steps = [];
  }
  cases.push({ steps, ending: { kind: "return", value: { kind: "number", value: 0 } }, onError: null });
  return cases;
}

/** The expression, if nothing in it suspends. */
function plain(expression: Expression): Plain {
  switch (expression.kind) {
    case "number":
    case "variable":
      return expression;
    case "operation":
    case "and":
      return { ...expression, left: plain(expression.left), right: plain(expression.right) };
    case "await":
      throw new TypeError(`an await of ${expression.call} inside an expression is not compiled yet`);
  }
}
