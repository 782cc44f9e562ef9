/**
 * Which variables a piece of the source reads before it writes them, and which it writes for sure. Liveness is made of that.
 *
 * When in doubt it errs on one side: a read too many, or a write too few, keeps a variable in the frame that need not be there;
 * the other way round would lose a value.
 */
import { childrenOf, isApart, type Node, patternNames, within } from "../safepoints/compile_tree.ts";
import type { Variable } from "./variables.ts";

/** What running a node does to variables. */
export interface Accesses {
  /** Read, or perhaps read, before it is written. */
  readonly reads: ReadonlySet<Variable>;
  /** Written, whatever happens. */
  readonly writes: ReadonlySet<Variable>;
}

type Meanings = ReadonlyMap<Node, Variable>;

/** The accesses of a statement or an expression. */
export function accessesOf(node: Node, meanings: Meanings): Accesses {
  const visit = (inner: Node) => accessesOf(inner, meanings);
  const names = (pattern: Node) => [...patternNames(pattern)].flatMap((id) => meanings.get(id) ?? []);
  if (isApart(node)) return { reads: readsAnywhere(node, meanings), writes: new Set() };
  switch (node.type) {
    case "Identifier":
      return { reads: new Set(names(node)), writes: new Set() };
    case "AssignmentExpression": {
      if (node.left.type === "MemberExpression") return inOrder([visit(node.left), visit(node.right)]);
      const target = { reads: new Set(names(node.left)), writes: new Set(names(node.left)) };
      if (node.operator === "=") {
        return inOrder([visit(node.right), patternReads(node.left, meanings), writing(target.writes)]);
      }
      return { reads: new Set([...target.reads, ...visit(node.right).reads]), writes: new Set() };
    }
    case "VariableDeclarator": {
      if (node.init) {
        return inOrder([visit(node.init), patternReads(node.id, meanings), writing(new Set(names(node.id)))]);
      }
      const isVar = names(node.id).some((variable) => variable.kind === "var");
      return writing(new Set(isVar ? [] : names(node.id)));
    }
    case "IfStatement":
    case "ConditionalExpression": {
      const yes = visit(node.consequent);
      const no = node.alternate ? visit(node.alternate) : writing(new Set());
      return inOrder([visit(node.test), {
        reads: yes.reads.union(no.reads),
        writes: yes.writes.intersection(no.writes),
      }]);
    }
    case "LogicalExpression":
      return inOrder([visit(node.left), perhaps(visit(node.right))]);
    case "ForOfStatement":
    case "ForInStatement": {
      const bound = names(node.left.type === "VariableDeclaration" ? node.left.declarations[0]!.id : node.left);
      const turn = inOrder([writing(new Set(bound)), visit(node.body)]);
      return inOrder([visit(node.right), patternReads(node.left, meanings), perhaps(turn)]);
    }
    case "ForStatement": {
      const turns = [node.test, node.body, node.update].flatMap((part) => part ? [perhaps(visit(part))] : []);
      return inOrder([...(node.init ? [visit(node.init)] : []), ...turns]);
    }
    case "WhileStatement":
      return inOrder([visit(node.test), perhaps(visit(node.body))]);
    case "DoWhileStatement":
    case "TryStatement":
    case "SwitchStatement":
    case "LabeledStatement":
    case "ChainExpression":
    case "AssignmentPattern":
      return inOrder(childrenOf(node).map((child) => perhaps(visit(child))));
    case "MemberExpression":
      return inOrder([visit(node.object), ...(node.computed ? [visit(node.property)] : [])]);
    case "Property":
      return inOrder([...(node.computed ? [visit(node.key)] : []), visit(node.value)]);
    case "BreakStatement":
    case "ContinueStatement":
      return writing(new Set());
    default:
      return inOrder(childrenOf(node).map(visit));
  }
}

/** One after the other: what a later part reads is read on entry unless an earlier one has written it. */
export function inOrder(parts: readonly Accesses[]): Accesses {
  const reads = new Set<Variable>();
  const writes = new Set<Variable>();
  for (const part of parts) {
    for (const variable of part.reads) if (!writes.has(variable)) reads.add(variable);
    for (const variable of part.writes) writes.add(variable);
  }
  return { reads, writes };
}

/** It may run or not. */
function perhaps({ reads }: Accesses): Accesses {
  return { reads, writes: new Set() };
}

function writing(writes: ReadonlySet<Variable>): Accesses {
  return { reads: new Set(), writes };
}

/** Defaults, computed keys and member targets in a pattern: all that is named in it but not bound by it. */
function patternReads(pattern: Node, meanings: Meanings): Accesses {
  const bound = new Set<Node>(
    patternNames(pattern.type === "VariableDeclaration" ? pattern.declarations[0]!.id : pattern),
  );
  const reads = [...within(pattern)].flatMap((inside) => bound.has(inside) ? [] : meanings.get(inside) ?? []);
  return { reads: new Set(reads), writes: new Set() };
}

function readsAnywhere(node: Node, meanings: Meanings): Set<Variable> {
  const reads = new Set<Variable>();
  for (const inside of within(node)) {
    const variable = meanings.get(inside);
    if (variable !== undefined) reads.add(variable);
  }
  return reads;
}
