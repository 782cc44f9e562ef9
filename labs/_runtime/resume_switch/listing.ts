/** Programs and resume switches as text, one line a statement or an ending, for people to read. */
import type { Expression, Program, Statement } from "./program.ts";
import type { Case, Ending } from "./resume_switch.ts";

/** The program as its author would have written it. */
export function programText({ name, parameters, body }: Program): string {
  return [`async function ${name}(${parameters.join(", ")}) {`, ...linesOf(body, "  "), "}"].join("\n");
}

/** The cases, with their numbers. */
export function switchText(cases: readonly Case[]): string {
  return cases.map((one, id) => caseText(one, id)).join("\n");
}

/** An expression on one line. */
export function expressionText(expression: Expression): string {
  switch (expression.kind) {
    case "number":
      return `${expression.value}`;
    case "variable":
      return expression.name;
    case "operation":
      return `${side(expression.left)} ${expression.operator} ${side(expression.right)}`;
    case "and":
      return `${side(expression.left)} && ${side(expression.right)}`;
    case "await":
      return `await ${expression.call}(${expressionText(expression.argument)})`;
  }
}

function side(expression: Expression): string {
  const text = expressionText(expression);
  return expression.kind === "number" || expression.kind === "variable" ? text : `(${text})`;
}

function linesOf(statements: readonly Statement[], indent: string): string[] {
  const inside = (body: readonly Statement[]) => linesOf(body, `${indent}  `);
  return statements.flatMap((statement) => {
    switch (statement.kind) {
      case "assign":
        return [`${indent}${statement.target} = ${expressionText(statement.value)};`];
      case "if":
        return [
          `${indent}if (${expressionText(statement.test)}) {`,
          ...inside(statement.then),
          ...(statement.otherwise.length === 0 ? [] : [`${indent}} else {`, ...inside(statement.otherwise)]),
          `${indent}}`,
        ];
      case "while":
        return [`${indent}while (${expressionText(statement.test)}) {`, ...inside(statement.body), `${indent}}`];
      case "break":
        return [`${indent}break;`];
      case "return":
      case "throw":
        return [`${indent}${statement.kind} ${expressionText(statement.value)};`];
      case "try":
        return [
          `${indent}try {`,
          ...inside(statement.body),
          `${indent}} catch (${statement.caught}) {`,
          ...inside(statement.handler),
          `${indent}}`,
        ];
    }
  });
}

function caseText({ steps, ending, onError }: Case, id: number): string {
  const onItsError = onError === null ? "" : `   // an error: into ${onError.into}, on at ${onError.to}`;
  return [
    `case ${id}:${onItsError}`,
    ...steps.map(({ target, value }) => `  ${target} = ${expressionText(value)};`),
    `  ${endingText(ending)}`,
  ].join("\n");
}

function endingText(ending: Ending): string {
  switch (ending.kind) {
    case "goto":
      return `on at ${ending.to};`;
    case "branch":
      return `if (${expressionText(ending.test)}) on at ${ending.yes}; else on at ${ending.no};`;
    case "await":
      return `await ${ending.call}(${expressionText(ending.argument)}), into ${ending.answer}, on at ${ending.to};`;
    case "return":
    case "throw":
      return `${ending.kind} ${expressionText(ending.value)};`;
  }
}
