/** Looks over a list of cases that somebody's compiler made, before anything runs it. */
import type { Case, ErrorWay, Step } from "./resume_switch.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Deeper expressions are not written by people. */
const DEEPEST = 200;
const OPERATORS: readonly unknown[] = ["+", "-", "<", "==="];

/** The same list, with its shape known. Throws `SyntaxError` that names the case and what is wrong with it. */
export function checkSwitch(cases: unknown): readonly Case[] {
  if (!Array.isArray(cases) || cases.length === 0) {
    throw new SyntaxError("it is no list of cases: return an array with at least one case");
  }
  cases.forEach((one: unknown, id) => checkCase(one, { id, count: cases.length }));
  return cases;
}

function checkCase(one: unknown, { id, count }: { readonly id: number; readonly count: number }): void {
  const refuse = (problem: string): never => {
    throw new SyntaxError(`case ${id} ${problem}`);
  };
  const fields = (value: unknown, what: string): Fields => isFields(value) ? value : refuse(`has no ${what}`);
  const checkTo = (to: unknown): void => {
    if (typeof to === "number" && Number.isInteger(to) && to >= 0 && to < count) return;
    refuse(`goes on at ${String(to)}: the cases have the numbers 0 to ${count - 1}`);
  };
  const checkName = (name: unknown, what: string): void => {
    if (typeof name !== "string" || name === "") refuse(`has no name as ${what}`);
  };
  const checkPlain = (value: unknown, depth = 0): void => {
    const { kind, ...rest } = fields(value, "value where one is needed");
    if (depth > DEEPEST) refuse("has an expression without end");
    switch (kind) {
      case "number":
        return typeof rest.value === "number" ? undefined : refuse("has a number that is none");
      case "variable":
        return checkName(rest.name, "a variable");
      case "operation":
        if (!OPERATORS.includes(rest.operator)) refuse(`has an operator ${String(rest.operator)}, which there is not`);
        checkPlain(rest.left, depth + 1);
        return checkPlain(rest.right, depth + 1);
      case "and":
        checkPlain(rest.left, depth + 1);
        return checkPlain(rest.right, depth + 1);
      case "await":
        return refuse("has an await inside an expression: only the ending of a case suspends");
      default:
        refuse(`has an expression of the kind ${String(kind)}, which there is not`);
    }
  };
  const { steps, ending, onError } = fields(one, "fields: it is no object");
  if (!Array.isArray(steps)) return refuse("has no list of steps");
  for (const step of steps) {
    const { target, value }: Partial<Record<keyof Step, unknown>> = fields(step, "object as a step");
    checkName(target, "a step's target");
    checkPlain(value);
  }
  const end = fields(ending, "ending");
  switch (end.kind) {
    case "goto":
      checkTo(end.to);
      break;
    case "branch":
      checkPlain(end.test);
      checkTo(end.yes);
      checkTo(end.no);
      break;
    case "await":
      checkName(end.call, "what it asks");
      checkPlain(end.argument);
      checkName(end.answer, "what the answer goes into");
      checkTo(end.to);
      break;
    case "return":
    case "throw":
      checkPlain(end.value);
      break;
    default:
      refuse(`ends with ${String(end.kind)}, which there is not`);
  }
  if (onError === null) return;
  const { into, to }: Partial<Record<keyof ErrorWay, unknown>> = fields(
    onError,
    "onError: write null where there is none",
  );
  checkName(into, "what an error goes into");
  checkTo(to);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}
