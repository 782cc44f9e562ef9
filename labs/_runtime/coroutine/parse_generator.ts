/**
 * Reads the source and refuses what the compiler does not take, each construct by name.
 *
 * A refusal is a feature: a compiler that took everything and got some of it wrong would teach the wrong thing.
 */
import { type FunctionDeclaration, parse } from "acorn";
import { childrenOf, isApart, isFunction, type Node, within } from "../safepoints/compile_tree.ts";
import { placeAt, UnsupportedError } from "./unsupported.ts";

/** The one generator function of a source. Throws `UnsupportedError` when there is another number, or on what is not taken. */
export function parseGenerator(source: string): FunctionDeclaration {
  const refuse = (node: { start: number }, problem: string): never => {
    throw new UnsupportedError(problem, placeAt(source, node.start));
  };
  const [fn, more] = parsed(source).body;
  if (fn === undefined || more !== undefined || fn.type !== "FunctionDeclaration" || !fn.generator || fn.async) {
    return refuse(
      more ?? fn ?? { start: 0 },
      "write one generator function here, as in `function* name(…) { … }`, and no more",
    );
  }
  for (const parameter of fn.params) {
    const inside = [...within(parameter)].find((node) => isApart(node) || node.type === "YieldExpression");
    if (inside !== undefined) {
      refuse(inside, "a function in a parameter's default is not supported: make it in the body");
    }
  }
  check(fn.body, refuse);
  for (const parameter of fn.params) check(parameter, refuse);
  return fn;
}

function parsed(source: string) {
  try {
    return parse(source, { ecmaVersion: "latest", sourceType: "module" });
  } catch (error) {
    if (!(error instanceof SyntaxError) || !("pos" in error)) throw error;
    const problem = error.message.replace(/ \(\d+:\d+\)$/, "");
    throw new UnsupportedError(`this is not JavaScript: ${problem}`, placeAt(source, Number(error.pos)));
  }
}

/** Everything in the function, arrow functions included: they share its `this` and `arguments`. */
function check(node: Node, refuse: (node: Node, problem: string) => never): void {
  const problem = problemWith(node);
  if (problem !== null) refuse(node, problem);
  if (isFunction(node) && node.type !== "ArrowFunctionExpression") return;
  for (const child of childrenOf(node)) check(child, refuse);
}

function problemWith(node: Node): string | null {
  switch (node.type) {
    case "ThisExpression":
      return "`this` is not supported: in the class it is the frame; pass the object as a parameter";
    case "Super":
    case "MetaProperty":
      return "`super`, `new.target` and `import.meta` are not supported: pass what you need as a parameter";
    case "Identifier":
      return node.name === "arguments" ? "`arguments` is not supported: name the parameters, or use `...rest`" : null;
    case "AwaitExpression":
      return "`await` is not supported: suspend with `yield`";
    case "CallExpression":
      return node.callee.type === "Identifier" && node.callee.name === "eval"
        ? "direct `eval` is not supported: it could name any variable"
        : null;
    case "VariableDeclaration":
      return node.kind === "using" || node.kind === "await using"
        ? `\`${node.kind}\` is not supported: dispose of it in a \`finally\``
        : null;
    case "ForInStatement":
      return suspends(node) ? "`yield` in `for…in` is not supported: loop with `for…of` over `Object.keys(…)`" : null;
    case "TaggedTemplateExpression":
    case "ChainExpression":
    case "ClassDeclaration":
    case "ClassExpression":
    case "ImportExpression":
      return suspends(node)
        ? "`yield` is not supported here: put it on a line of its own, as in `const answer = yield question`"
        : null;
    case "AssignmentPattern":
      return suspends(node) ? "`yield` in a default is not supported: suspend before, in a statement of its own" : null;
    case "AssignmentExpression": {
      const inTarget = node.left.type !== "MemberExpression" && suspends(node.left);
      const logical = ["&&=", "||=", "??="].includes(node.operator) && suspends(node);
      return inTarget || logical
        ? "`yield` is not supported in this assignment: suspend in a statement before it"
        : null;
    }
    default:
      return null;
  }
}

/** Whether running the node can reach a `yield` of the function that it belongs to. */
export function suspends(node: Node): boolean {
  for (const inside of within(node, isApart)) if (inside.type === "YieldExpression") return true;
  return false;
}
