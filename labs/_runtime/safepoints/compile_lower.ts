/**
 * Takes an expression that calls twins apart into steps, one call each, in the order in which the language evaluates it:
 *
 *     return weight(a) + heavier(b)    →    const t1 = weight(a); const t2 = heavier(b); return (t1 + t2)
 *
 * After each step a fast copy can stop, since all that was worked out so far has a name. What cannot be taken apart without
 * changing an order that a program could see is refused, and its function has no fast copy.
 */
import type { CallExpression, Expression, SpreadElement, Super } from "acorn";
import { isMathCall } from "./compile_builtins.ts";
import { type Job, print, STOPS } from "./compile_copy.ts";
import type { Piece } from "./compile_text.ts";
import { type FunctionNode, isApart, type Node, within } from "./compile_tree.ts";

/** A value worked out and named: by a call of a twin, or by plain code. */
export interface Step {
  readonly name: string;
  /** The call and the function that it reaches; absent for plain code. */
  readonly call?: { readonly node: CallExpression; readonly callee: FunctionNode };
  /** The arguments of the call, or the code. */
  readonly text: readonly Piece[];
}

/** Thrown at what cannot be taken apart; caught in `canSprint`. */
export class NotStraight extends Error {}

/** Whether twins are called inside, without counting closures. */
export function callsTwin({ plan }: Job, node: Node): boolean {
  if (isApart(node)) return false;
  for (const inner of within(node, isApart)) {
    if (inner.type === "CallExpression" && plan.twinCalledBy(inner) !== null) return true;
  }
  return false;
}

/** Appends the steps of an expression, and returns what is left of it: an expression without calls of twins. */
export function lower(job: Job, node: Node, steps: Step[]): Piece[] {
  if (!callsTwin(job, node)) return print(job, node, STOPS);
  switch (node.type) {
    case "CallExpression":
      return lowerCall(job, node, steps);
    case "BinaryExpression": {
      const [left, right] = lowerAll(job, [node.left, node.right], steps);
      return ["(", ...left!, ` ${node.operator} `, ...right!, ")"];
    }
    case "UnaryExpression":
      if (node.operator === "delete") break;
      return [`(${node.operator} `, ...lower(job, node.argument, steps), ")"];
    case "MemberExpression": {
      if (node.optional || node.object.type === "Super" || node.property.type === "PrivateIdentifier") break;
      const [object, property] = lowerAll(job, [node.object, ...(node.computed ? [node.property] : [])], steps);
      return property
        ? ["(", ...object!, ")[", ...property, "]"]
        : ["(", ...object!, ").", [node.property.start, node.property.end]];
    }
    case "AssignmentExpression": {
      if (node.left.type !== "Identifier" || /[&|?]{2}/.test(node.operator)) break;
      const left: Piece = [node.left.start, node.left.end];
      if (node.operator === "=") return ["(", left, " = ", ...lower(job, node.right, steps), ")"];
      const [before, right] = lowerAll(job, [node.left, node.right], steps);
      return ["(", left, " = ", ...before!, ` ${node.operator.slice(0, -1)} `, ...right!, ")"];
    }
    case "ArrayExpression": {
      const elements = node.elements.map((element) => element ?? refuse());
      return ["[", ...joined(lowerAll(job, elements, steps)), "]"];
    }
    case "SequenceExpression":
      return ["(", ...joined(lowerAll(job, node.expressions, steps)), ")"];
  }
  return refuse();
}

function lowerCall(job: Job, call: CallExpression, steps: Step[]): Piece[] {
  const callee = job.plan.twinCalledBy(call);
  if (callee === null && !isFixed(job, call.callee) && !isMathCall(call.callee, job.names)) refuse();
  const text = joined(lowerAll(job, call.arguments, steps));
  const calleeName: Piece = [call.callee.start, call.callee.end];
  if (callee === null) return [calleeName, "(", ...text, ")"];
  const name = nameOf(job, call);
  steps.push({ name, call: { node: call, callee }, text });
  return [name];
}

/** In order; what is worked out before a later call gets a name, unless nothing can change it. */
function lowerAll(job: Job, nodes: readonly (Expression | SpreadElement | Super | Node)[], steps: Step[]): Piece[][] {
  return nodes.map((node, index) => {
    if (node.type === "SpreadElement" && nodes.some((other) => callsTwin(job, other))) refuse();
    const text = lower(job, node, steps);
    if (!nodes.slice(index + 1).some((later) => callsTwin(job, later)) || isFixed(job, node)) return text;
    if (text.length === 1 && text[0] === steps.at(-1)?.name) return text;
    const name = nameOf(job, node);
    steps.push({ name, text });
    return [name];
  });
}

/** Whether a later call cannot change what the expression is worth. */
function isFixed(job: Job, node: Node): boolean {
  if (node.type === "Literal") return true;
  return node.type === "Identifier" && job.names.bindingOf(node)?.reassigned === false;
}

/** No two nodes of one function stand in the same place. */
function nameOf({ words }: Job, node: Node): string {
  return `${words.mark}${node.start}_${node.end}`;
}

function joined(texts: readonly Piece[][]): Piece[] {
  return texts.flatMap((text, index) => index === 0 ? text : [", ", ...text]);
}

function refuse(): never {
  throw new NotStraight();
}
