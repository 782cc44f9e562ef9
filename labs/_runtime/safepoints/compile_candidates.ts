/**
 * Which functions can have a twin at all, and what refuses them.
 *
 * The rule: function declarations, function expressions and arrows can. Methods, getters, setters and constructors cannot,
 * since which of them a call reaches is known only when it is made; nor can what needs its own kind of activation: async
 * functions, `super`, `new.target`, arrows with the `this` or `arguments` of the function around them.
 */
import { childrenOf, type FunctionNode, isFunction, type Node, ownNodes, within } from "./compile_tree.ts";
import type { Binding, Names } from "./compile_names.ts";

/** A function that can have a twin, and where it stands. */
export interface Candidate {
  readonly fn: FunctionNode;
  /** The name that it is called by, or that the language gives it. */
  readonly name: string;
  /** The name that the language would give it by its place, where it has none of its own. */
  readonly placeName: string | undefined;
  /** The declaration that always means this function, when there is one: calls by that name can be handed over. */
  readonly binding: Binding | null;
  /** Candidates around it, innermost last. */
  readonly around: readonly FunctionNode[];
}

/** A function that stays plain, and why. */
export interface LeftPlain {
  readonly fn: FunctionNode;
  readonly name: string;
  readonly why: string;
}

/** Sorts the functions of a module. */
export function findCandidates(program: Node, names: Names) {
  const candidates = new Map<FunctionNode, Candidate>();
  const leftPlain: LeftPlain[] = [];

  function visit(node: Node, parent: Node | null, around: readonly FunctionNode[]): void {
    let inner = around;
    if (isFunction(node)) {
      const placeName = node.type === "FunctionDeclaration" || node.type !== "ArrowFunctionExpression" && node.id
        ? undefined
        : nameByPlace(node, parent);
      const name = node.type !== "ArrowFunctionExpression" && node.id ? node.id.name : placeName ?? "a function";
      const why = whyNot(node, parent, names);
      if (why !== null) leftPlain.push({ fn: node, name, why });
      else {
        candidates.set(node, { fn: node, name, placeName, binding: bindingFor(node, parent, names), around });
        inner = [...around, node];
      }
    }
    for (const child of childrenOf(node)) visit(child, node, inner);
  }

  visit(program, null, []);
  return { candidates, leftPlain };
}

function whyNot(fn: FunctionNode, parent: Node | null, names: Names): string | null {
  if (fn.async) return "it is async: its awaits are where it gives way";
  if (parent?.type === "MethodDefinition" || parent?.type === "Property" && (parent.method || parent.kind !== "init")) {
    return "it is a method: which one a call reaches is known only when it is made";
  }
  if (fn.type === "FunctionDeclaration" && (!fn.id || bindingFor(fn, parent, names) === null)) {
    return "its name is missing, or is assigned again";
  }
  const inPlace = parent?.type === "Property" || parent?.type === "PropertyDefinition";
  if (inPlace && parent.computed) return "its name is computed";
  if (parent?.type === "NewExpression" && parent.callee === fn) return "it is constructed where it stands";
  if (fn.type === "FunctionExpression" && fn.id && mentions(fn, fn.id.name)) {
    return "it calls itself by its own inner name";
  }
  for (const node of lexicalNodes(fn)) {
    if (node.type === "Super" || node.type === "MetaProperty" && node.meta.name === "new") {
      return "it mentions super or new.target";
    }
    const outer = node.type === "ThisExpression" || node.type === "Identifier" && node.name === "arguments";
    if (outer && fn.type === "ArrowFunctionExpression") return "it is an arrow with this or arguments from around it";
  }
  return null;
}

/** The function's own nodes and those of arrows in it, which share its `this`. */
function* lexicalNodes(fn: FunctionNode): Generator<Node> {
  for (const node of ownNodes(fn)) {
    yield node;
    if (node.type === "ArrowFunctionExpression") yield* lexicalNodes(node);
  }
}

function mentions(fn: FunctionNode, name: string): boolean {
  return [...within(fn.body)].some((node) => node.type === "Identifier" && node.name === name);
}

function bindingFor(fn: FunctionNode, parent: Node | null, names: Names): Binding | null {
  const identifier = fn.type === "FunctionDeclaration"
    ? fn.id
    : parent?.type === "VariableDeclarator"
    ? parent.id
    : null;
  const binding = identifier && names.bindingOf(identifier);
  return binding?.value === fn && !binding.reassigned && binding.kind !== "var" ? binding : null;
}

/** The name that an anonymous function gets from where it stands: `const name = …`, `{ name: … }`, `name = …`. */
function nameByPlace(fn: FunctionNode, parent: Node | null): string | undefined {
  switch (parent?.type) {
    case "VariableDeclarator":
      return parent.id.type === "Identifier" ? parent.id.name : undefined;
    case "AssignmentExpression":
    case "AssignmentPattern":
      return parent.left.type === "Identifier" && parent.right === fn ? parent.left.name : undefined;
    case "MethodDefinition":
    case "Property":
    case "PropertyDefinition":
      if (parent.computed || parent.value !== fn) return undefined;
      if (parent.key.type === "Literal") return String(parent.key.value);
      if (parent.key.type === "PrivateIdentifier") return `#${parent.key.name}`;
      return parent.key.type === "Identifier" ? parent.key.name : undefined;
    case "ExportDefaultDeclaration":
      return "default";
  }
}
