/** Where each `break` and `continue` of the function leads, and what has to be taken apart because of them. */
import type { FunctionDeclaration } from "acorn";
import { childrenOf, isApart, isLoop, type Node, within } from "../safepoints/compile_tree.ts";
import { suspends } from "./parse_generator.ts";

/** Jump → the loop, `switch` or labelled statement that it leaves or begins again. */
export type JumpTargets = ReadonlyMap<Node, Node>;

interface Around {
  readonly node: Node;
  readonly labels: readonly string[];
}

/** Finds the target of each jump of the function. */
export function jumpTargets(fn: FunctionDeclaration): JumpTargets {
  const targets = new Map<Node, Node>();
  function walk(node: Node, around: readonly Around[], labels: readonly string[]): void {
    if (isApart(node)) return;
    if (node.type === "BreakStatement" || node.type === "ContinueStatement") {
      const { label, type } = node;
      const fits = ({ node, labels }: Around) => {
        if (label) return labels.includes(label.name);
        return isLoop(node) || (type === "BreakStatement" && node.type === "SwitchStatement");
      };
      const target = around.find(fits);
      if (target !== undefined) targets.set(node, target.node);
      return;
    }
    if (node.type === "LabeledStatement") return walk(node.body, around, [...labels, node.label.name]);
    const inside = isLoop(node) || node.type === "SwitchStatement" || labels.length > 0
      ? [{ node, labels }, ...around]
      : around;
    for (const child of childrenOf(node)) walk(child, inside, []);
  }
  walk(fn.body, [], []);
  return targets;
}

/**
 * Which statements must be taken apart: those that suspend; and, where the class has handlers to choose from, those with a
 * `for…of` or a `finally` in them that a jump leaves, since what runs on the way out may throw.
 */
export function flatStatements(fn: FunctionDeclaration, targets: JumpTargets): (node: Node) => boolean {
  const parts = [...within(fn.body, isApart)];
  const hasHandlers = parts.some((node) =>
    (node.type === "TryStatement" || node.type === "ForOfStatement") && suspends(node)
  );
  const mustFlatten = parts.filter((node) => hasHandlers && closesOnLeaving(node) && leaves(node, targets));
  const flat = new Set(parts.filter((node) => suspends(node) || mustFlatten.some((inner) => contains(node, inner))));
  // A `catch` belongs to its `try`: when that is taken apart, the caught error arrives in a variable of the frame or method.
  for (const node of parts) if (node.type === "TryStatement" && node.handler && flat.has(node)) flat.add(node.handler);
  return (node) => node === fn || flat.has(node);
}

function closesOnLeaving(node: Node): boolean {
  return node.type === "ForOfStatement" || (node.type === "TryStatement" && Boolean(node.finalizer));
}

function leaves(node: Node, targets: JumpTargets): boolean {
  for (const inside of within(node, isApart)) {
    if (inside.type === "ReturnStatement") return true;
    const target = targets.get(inside);
    if (target !== undefined && !contains(node, target)) return true;
  }
  return false;
}

function contains(outer: Node, inner: Node): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
