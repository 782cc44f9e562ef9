/**
 * Which variable each name means. Two variables of one name in two blocks are two places in memory, so the compiler must tell
 * them apart before it can decide where each of them lives.
 *
 * What it leaves out. There is no "temporal dead zone": a name that is used before its `let` is refused, where JavaScript
 * would throw when, and if, that line runs.
 */
import type { FunctionDeclaration } from "acorn";
import { childrenOf, isApart, isFunction, type Node, patternNames, within } from "../safepoints/compile_tree.ts";
import { placeAt, UnsupportedError } from "./unsupported.ts";

/** A variable of the source, or one that the compiler made. */
export interface Variable {
  /** As the source calls it. */
  readonly name: string;
  /** How it came to be; the compiler makes temporaries. */
  readonly kind: "parameter" | "var" | "let" | "const" | "catch" | "function" | "temporary";
  /** Where it is declared, as an offset in the source. */
  readonly start: number;
  /** From where on it may be named. */
  readonly usableFrom: number;
  /** The block, loop or function that it lives in. */
  readonly scope: Node;
  /** Whether that lies in a loop of the function: each turn then has a variable of its own. */
  readonly inLoop: boolean;
  /** Whether a function inside names it: that function may run at any later time. */
  captured: boolean;
  /** Whether anything but its declaration gives it a value. */
  assigned: boolean;
}

/** What each identifier of the function means; names from outside the function are not in it. */
export interface Names {
  /** Identifier → variable, references and declarations alike. */
  readonly meanings: ReadonlyMap<Node, Variable>;
  /** Names that the function takes from outside. */
  readonly free: ReadonlySet<string>;
}

interface Scope {
  readonly names: Map<string, Variable>;
  readonly outer: Scope | null;
  readonly node: Node;
  /** How many functions lie around it; 0 in the generator itself. */
  readonly depth: number;
  /** Whether a function on the way out has a `this` of its own. */
  readonly ownThis: boolean;
  readonly inLoop: boolean;
}

const LOOPS = /^(For|ForIn|ForOf|While|DoWhile)Statement$/;

/** Finds what each name means. `isFrame` tells of a scope's node whether its variables can outlive a suspension. */
export function resolveNames(fn: FunctionDeclaration, source: string, isFrame: (scope: Node) => boolean): Names {
  const meanings = new Map<Node, Variable>();
  const free = new Set<string>();

  function refuse(start: number, problem: string): never {
    throw new UnsupportedError(problem, placeAt(source, start));
  }

  function inner(outer: Scope, node: Node): Scope {
    return { ...outer, names: new Map(), outer, node };
  }

  function declare(scope: Scope, pattern: Node, how: { kind: Variable["kind"]; usableFrom: number }): void {
    for (const id of patternNames(pattern)) {
      if (scope.names.has(id.name)) continue; // a second `var` of one name is the same variable
      const { node, inLoop } = scope;
      const made = { name: id.name, ...how, start: id.start, scope: node, inLoop, captured: false, assigned: false };
      scope.names.set(id.name, made);
    }
  }

  /** What a block declares for itself, before any of it runs. */
  function declareBlock(scope: Scope, statements: readonly Node[]): void {
    for (const statement of statements) {
      if (statement.type === "VariableDeclaration" && statement.kind !== "var") {
        const kind = statement.kind === "let" ? "let" : "const";
        for (const { id, end } of statement.declarations) declare(scope, id, { kind, usableFrom: end });
      } else if ((statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration") && statement.id) {
        if (scope.depth === 0 && isFrame(scope.node)) {
          refuse(statement.start, "a declared function or class is not supported here: write `const name = (…) => …`");
        }
        declare(scope, statement.id, { kind: "function", usableFrom: 0 });
      }
    }
  }

  function lookUp(scope: Scope, name: string): Variable | undefined {
    for (let at: Scope | null = scope; at !== null; at = at.outer) {
      const variable = at.names.get(name);
      if (variable !== undefined) {
        return variable;
      }
    }
    return undefined;
  }

  function depthOf(scope: Scope, variable: Variable): number {
    for (let at: Scope | null = scope; at !== null; at = at.outer) {
      if (at.names.get(variable.name) === variable) return at.depth;
    }
    return 0;
  }

  function refer(id: Node & { type: "Identifier" }, scope: Scope, binding: boolean): void {
    const variable = lookUp(scope, id.name);
    if (variable === undefined) {
      free.add(id.name);
      return;
    }
    meanings.set(id, variable);
    if (depthOf(scope, variable) > 0) return; // lives and dies in a function inside
    const captures = scope.depth > 0;
    const early = id.start < variable.start || (!binding && !captures && id.start < variable.usableFrom);
    if (early && (variable.kind === "let" || variable.kind === "const")) {
      refuse(id.start, `\`${id.name}\` is used before it is declared: declare it first`);
    }
    if (!captures || !isFrame(variable.scope)) return;
    variable.captured = true;
    if (scope.ownThis) {
      refuse(
        id.start,
        `\`${id.name}\` of the coroutine is not supported in this kind of function: use an arrow function`,
      );
    }
    if (variable.inLoop && variable.kind !== "var") {
      refuse(
        id.start,
        `\`${id.name}\` is declared in a loop that suspends, and a function keeps it: each turn would need a variable ` +
          "of its own, and a frame has one. Declare it before the loop",
      );
    }
  }

  function assign(target: Node, scope: Scope): void {
    for (const id of patternNames(target)) {
      const variable = lookUp(scope, id.name);
      if (variable === undefined) continue;
      variable.assigned = true;
      if (variable.kind === "const") {
        refuse(id.start, `\`${id.name}\` is a constant: declare it with \`let\` to assign to it`);
      }
    }
  }

  function bind(pattern: Node, scope: Scope, declares = true): void {
    const ids = new Set<Node>(patternNames(pattern));
    for (const id of patternNames(pattern)) refer(id, scope, declares);
    walkPattern(pattern, scope, ids);
  }

  /** The parts of a pattern that are not the names it binds: defaults and computed keys. */
  function walkPattern(node: Node, scope: Scope, ids: ReadonlySet<Node>): void {
    if (ids.has(node)) return;
    if (node.type === "Property") {
      if (node.computed) walk(node.key, scope);
      walkPattern(node.value, scope, ids);
    } else if (node.type === "AssignmentPattern") {
      walkPattern(node.left, scope, ids);
      walk(node.right, scope);
    } else if (node.type === "MemberExpression") walk(node, scope);
    else for (const child of childrenOf(node)) walkPattern(child, scope, ids);
  }

  function walkFunction(node: Node, outer: Scope): void {
    if (!isFunction(node)) return;
    const ownThis = outer.ownThis || node.type !== "ArrowFunctionExpression";
    const scope: Scope = { ...inner(outer, node), depth: outer.depth + 1, ownThis };
    if (node.type === "FunctionExpression" && node.id) declare(scope, node.id, { kind: "function", usableFrom: 0 });
    enterFunction(node, scope);
  }

  function enterFunction(node: Node, scope: Scope): void {
    if (!isFunction(node)) return;
    for (const parameter of node.params) declare(scope, parameter, { kind: "parameter", usableFrom: 0 });
    for (const child of within(node.body, isApart)) {
      if (child.type !== "VariableDeclaration" || child.kind !== "var") continue;
      for (const { id } of child.declarations) declare(scope, id, { kind: "var", usableFrom: 0 });
    }
    if (node.body.type === "BlockStatement") declareBlock(scope, node.body.body);
    for (const parameter of node.params) bind(parameter, scope);
    if (node.body.type !== "BlockStatement") walk(node.body, scope);
    else for (const statement of node.body.body) walk(statement, scope);
  }

  function walk(node: Node, scope: Scope): void {
    if (isFunction(node)) return walkFunction(node, scope);
    switch (node.type) {
      case "Identifier":
        return refer(node, scope, false);
      case "MemberExpression":
        walk(node.object, scope);
        if (node.computed) walk(node.property, scope);
        return;
      case "Property":
      case "MethodDefinition":
      case "PropertyDefinition":
        if (node.computed) walk(node.key, scope);
        if (node.value) walk(node.value, scope);
        return;
      case "LabeledStatement":
        return walk(node.body, scope);
      case "BreakStatement":
      case "ContinueStatement":
        return;
      case "ClassExpression":
      case "ClassDeclaration": {
        const own: Scope = { ...inner(scope, node), depth: scope.depth + 1, ownThis: true };
        if (node.id) declare(own, node.id, { kind: "function", usableFrom: 0 });
        if (node.superClass) walk(node.superClass, scope);
        return walk(node.body, own);
      }
      case "AssignmentExpression":
        assign(node.left, scope);
        bind(node.left, scope, false);
        if (node.left.type === "MemberExpression") walk(node.left, scope);
        return walk(node.right, scope);
      case "UpdateExpression":
        assign(node.argument, scope);
        return walk(node.argument, scope);
      case "VariableDeclarator":
        bind(node.id, scope);
        if (node.init) walk(node.init, scope);
        return;
      case "CatchClause": {
        const own = inner(scope, node);
        if (node.param) {
          declare(own, node.param, { kind: "catch", usableFrom: 0 });
          bind(node.param, own);
        }
        return walk(node.body, own);
      }
      case "SwitchStatement": {
        const own = inner(scope, node);
        walk(node.discriminant, scope);
        const statements = node.cases.flatMap((one) => one.consequent);
        const lexical = statements.find((one) => one.type === "VariableDeclaration" && one.kind !== "var");
        if (lexical !== undefined && scope.depth === 0 && isFrame(node)) {
          refuse(lexical.start, "a declaration directly in a `case` is not supported: put braces around the case");
        }
        declareBlock(own, statements);
        for (const one of node.cases) walk(one, own);
        return;
      }
      case "BlockStatement":
      case "StaticBlock": {
        const own = inner(scope, node);
        declareBlock(own, node.body);
        for (const statement of node.body) walk(statement, own);
        return;
      }
      default: {
        const own = LOOPS.test(node.type) ? { ...inner(scope, node), inLoop: true } : scope;
        if (node.type === "ForStatement" && node.init) declareBlock(own, [node.init]);
        if (node.type === "ForOfStatement" || node.type === "ForInStatement") {
          declareBlock(own, [node.left]);
          if (node.left.type !== "VariableDeclaration") {
            assign(node.left, own);
            bind(node.left, own, false);
          }
        }
        for (const child of childrenOf(node)) walk(child, own);
      }
    }
  }

  const whole: Scope = { names: new Map(), outer: null, node: fn, depth: 0, ownThis: false, inLoop: false };
  enterFunction(fn, whole);
  return { meanings, free };
}
