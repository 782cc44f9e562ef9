/**
 * Walking a syntax tree.
 *
 * The parser's nodes are plain objects with a `type`, a `start` and an `end`; which fields hold further nodes differs from
 * type to type. For most questions that does not matter: children are the fields that look like nodes, in source order.
 */
import type {
  AnyNode,
  ArrowFunctionExpression,
  DoWhileStatement,
  ForInStatement,
  ForOfStatement,
  ForStatement,
  FunctionDeclaration,
  FunctionExpression,
  WhileStatement,
} from "acorn";

/** Any node of the tree. */
export type Node = AnyNode;

/** What can have a twin. */
export type FunctionNode = FunctionDeclaration | FunctionExpression | ArrowFunctionExpression;

/** What has a head to stop at. */
export type Loop = ForStatement | ForInStatement | ForOfStatement | WhileStatement | DoWhileStatement;

const LOOPS = new Set(["ForStatement", "ForInStatement", "ForOfStatement", "WhileStatement", "DoWhileStatement"]);
const FUNCTIONS = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);

/** Whether the node is a loop. */
export function isLoop(node: Node): node is Loop {
  return LOOPS.has(node.type);
}

/** Whether the node is a function, a method's function included. */
export function isFunction(node: Node): node is FunctionNode {
  return FUNCTIONS.has(node.type);
}

/** Whether code inside the node belongs to an activation of its own: functions, and classes with all that is in them. */
export function isApart(node: Node): boolean {
  return isFunction(node) || node.type === "ClassDeclaration" || node.type === "ClassExpression";
}

/** The nodes directly below, in source order. */
export function childrenOf(node: Node): Node[] {
  const found: Node[] = [];
  for (const field of Object.values(node)) {
    if (isNode(field)) found.push(field);
    else if (Array.isArray(field)) found.push(...field.filter(isNode));
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The node and all below it, without entering nodes that `stop` names (which are still listed). */
export function* within(node: Node, stop: (node: Node) => boolean = () => false): Generator<Node> {
  yield node;
  for (const child of childrenOf(node)) {
    if (stop(child)) yield child;
    else yield* within(child, stop);
  }
}

/** What runs when the function runs: its parameters and body, without the insides of functions and classes in it. */
export function* ownNodes(fn: FunctionNode): Generator<Node> {
  for (const part of [...fn.params, fn.body]) {
    if (isApart(part)) yield part;
    else yield* within(part, isApart);
  }
}

/** The identifiers that a pattern binds or assigns: `{ a, b: [c] = d }` has `a` and `c`. */
export function* patternNames(pattern: Node): Generator<Node & { type: "Identifier" }> {
  switch (pattern.type) {
    case "Identifier":
      yield pattern;
      break;
    case "ObjectPattern":
      for (const property of pattern.properties) {
        yield* patternNames(property.type === "Property" ? property.value : property.argument);
      }
      break;
    case "ArrayPattern":
      for (const element of pattern.elements) if (element !== null) yield* patternNames(element);
      break;
    case "AssignmentPattern":
      yield* patternNames(pattern.left);
      break;
    case "RestElement":
      yield* patternNames(pattern.argument);
      break;
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}
