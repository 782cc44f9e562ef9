/**
 * Which declaration each name means: the scopes of a module.
 *
 * A call can be handed over to a twin only when it is certain what is called. `visit(tree)` is certain when `visit` is a
 * function declaration, or a `const` with a function in it, and nothing ever assigns to it. That is all that is asked here.
 *
 * What it leaves out. Parameters and body share one scope, and names that `eval` could bring in are refused elsewhere.
 */
import { childrenOf, type FunctionNode, isFunction, type Node, patternNames } from "./compile_tree.ts";

/** One declared name. */
export interface Binding {
  readonly name: string;
  readonly kind: "const" | "let" | "var" | "using" | "function" | "parameter" | "other";
  /** The function that is its value from the start, where the declaration says so and stands in a list of statements. */
  readonly value: FunctionNode | null;
  /** What a declarator gives it at first. */
  readonly init: Node | null;
  /** Where in the source its value is there: the end of its declarator. */
  readonly readyAt: number;
  /** True once something assigns to it, or declares it again. */
  reassigned: boolean;
}

/** The names of one block, function or module. */
export interface Scope {
  readonly parent: Scope | null;
  /** True for functions and the module: where `var` goes. */
  readonly ofFunction: boolean;
  readonly names: Map<string, Binding>;
}

/** The answers. */
export interface Names {
  /** The declaration behind an identifier, or `null` for a global. */
  bindingOf(identifier: Node): Binding | null;
  /** The scope in which a node stands. */
  scopeOf(node: Node): Scope;
}

const BLOCKS = new Set(["BlockStatement", "ForStatement", "ForInStatement", "ForOfStatement", "SwitchStatement"]);
BLOCKS.add("CatchClause").add("ClassDeclaration").add("ClassExpression");
const LISTS = new Set(["Program", "BlockStatement", "StaticBlock", "ExportNamedDeclaration"]);

/** Reads all declarations, then all assignments. */
export function resolveNames(program: Node): Names {
  const scopes = new Map<Node, Scope>();
  const references = new Map<Node, Scope>();
  declareAll(program, null, newScope(null, true), scopes, references);
  const bindingOf = (identifier: Node): Binding | null => {
    const name = identifier.type === "Identifier" ? identifier.name : "";
    for (let scope = references.get(identifier) ?? null; scope !== null; scope = scope.parent) {
      const binding = scope.names.get(name);
      if (binding !== undefined) return binding;
    }
    return null;
  };
  for (const node of scopes.keys()) for (const target of assignedBy(node)) markReassigned(bindingOf(target));
  return { bindingOf, scopeOf: (node) => scopes.get(node)! };
}

function newScope(parent: Scope | null, ofFunction: boolean): Scope {
  return { parent, ofFunction, names: new Map() };
}

function declareAll(
  node: Node,
  parent: Node | null,
  scope: Scope,
  scopes: Map<Node, Scope>,
  references: Map<Node, Scope>,
): void {
  scopes.set(node, scope);
  if (node.type === "Identifier" && parent !== null && isReference(node, parent)) references.set(node, scope);
  declareHere(node, parent, scope);
  const inside = opensScope(node, parent) ? newScope(scope, isFunction(node) || node.type === "StaticBlock") : scope;
  if (isFunction(node)) {
    if (node.type === "FunctionExpression" && node.id) {
      declare(inside, node.id.name, { kind: "other", readyAt: node.start });
    }
    for (const parameter of node.params) {
      for (const { name } of patternNames(parameter)) {
        declare(inside, name, { kind: "parameter", readyAt: node.body.start });
      }
    }
  }
  if (node.type === "CatchClause" && node.param) {
    for (const { name } of patternNames(node.param)) declare(inside, name, { kind: "other", readyAt: node.body.start });
  }
  for (const child of childrenOf(node)) declareAll(child, node, inside, scopes, references);
}

function declareHere(node: Node, parent: Node | null, scope: Scope): void {
  if (node.type === "VariableDeclaration") {
    const kind = node.kind === "await using" ? "using" : node.kind;
    const home = kind === "var" ? functionScope(scope) : scope;
    for (const { id, init, end } of node.declarations) {
      const first = id.type === "Identifier" ? init ?? null : null;
      const value = first && isFunction(first) && LISTS.has(parent?.type ?? "") ? first : null;
      for (const { name } of patternNames(id)) declare(home, name, { kind, value, init: first, readyAt: end });
    }
  } else if (node.type === "FunctionDeclaration" && node.id) {
    declare(scope, node.id.name, { kind: "function", value: LISTS.has(parent?.type ?? "") ? node : null, readyAt: 0 });
  } else if (node.type === "ClassDeclaration" && node.id) {
    declare(scope, node.id.name, { kind: "other", readyAt: node.end });
  } else if (node.type.startsWith("Import") && "local" in node) {
    for (const { name } of patternNames(node.local)) declare(scope, name, { kind: "other", readyAt: 0 });
  }
}

function declare(
  scope: Scope,
  name: string,
  { kind, readyAt, value = null, init = null }: Pick<Binding, "kind" | "readyAt"> & Partial<Binding>,
): void {
  const before = scope.names.get(name);
  if (before !== undefined) before.reassigned = true;
  else scope.names.set(name, { name, kind, value, init, readyAt, reassigned: false });
}

function functionScope(scope: Scope): Scope {
  return scope.ofFunction || scope.parent === null ? scope : functionScope(scope.parent);
}

/** The body of a function shares the function's own scope. */
function opensScope(node: Node, parent: Node | null): boolean {
  if (node.type === "BlockStatement") return parent === null || !isFunction(parent);
  return isFunction(node) || node.type === "StaticBlock" || BLOCKS.has(node.type);
}

/** Whether an identifier stands for a value, and not for a property, a label or an exported name. */
function isReference(node: Node, parent: Node): boolean {
  switch (parent.type) {
    case "MemberExpression":
      return parent.computed || parent.property !== node;
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition":
      return parent.computed || parent.key !== node;
    case "LabeledStatement":
    case "BreakStatement":
    case "ContinueStatement":
    case "MetaProperty":
      return false;
    case "ExportSpecifier":
      return parent.local === node;
    default:
      return true;
  }
}

/** The identifiers that a node assigns to, without its children's. */
export function assignedBy(node: Node): Node[] {
  if (node.type === "AssignmentExpression") return [...patternNames(node.left)];
  if (node.type === "UpdateExpression") return [...patternNames(node.argument)];
  if (node.type !== "ForInStatement" && node.type !== "ForOfStatement") return [];
  return node.left.type === "VariableDeclaration" ? [] : [...patternNames(node.left)];
}

function markReassigned(binding: Binding | null): void {
  if (binding !== null) binding.reassigned = true;
}
