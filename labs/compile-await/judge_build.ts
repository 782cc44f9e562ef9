/** Short words for trees, so that a judge's programs can be read. */
import type { Expression, Statement } from "../_runtime/resume_switch/mod.ts";

export const number = (value: number): Expression => ({ kind: "number", value });
export const name = (name: string): Expression => ({ kind: "variable", name });
export const ask = (call: string, argument: Expression): Expression => ({ kind: "await", call, argument });
export const and = (left: Expression, right: Expression): Expression => ({ kind: "and", left, right });

const operation = (operator: "+" | "-" | "<" | "===") => (left: Expression, right: Expression): Expression => ({
  kind: "operation",
  operator,
  left,
  right,
});
export const plus = operation("+");
export const minus = operation("-");
export const less = operation("<");
export const same = operation("===");

export const set = (target: string, value: Expression): Statement => ({ kind: "assign", target, value });
export const give = (value: Expression): Statement => ({ kind: "return", value });
export const fail = (value: Expression): Statement => ({ kind: "throw", value });
export const leave: Statement = { kind: "break" };
export const loop = (test: Expression, body: readonly Statement[]): Statement => ({ kind: "while", test, body });
export const when = (
  test: Expression,
  then: readonly Statement[],
  otherwise: readonly Statement[] = [],
): Statement => ({ kind: "if", test, then, otherwise });
export const attempt = (body: readonly Statement[], caught: string, handler: readonly Statement[]): Statement => ({
  kind: "try",
  body,
  caught,
  handler,
});
